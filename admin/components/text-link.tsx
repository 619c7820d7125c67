import type { ReactNode } from "react"
import { Link, type LinkProps } from "react-router-dom"

type TextLinkProps = Pick<LinkProps, "to" | "state"> & { children: ReactNode }

/** A link within the dashboard. */
export function TextLink({ children, ...link }: TextLinkProps) {
  return (
    <Link {...link} className="text-ui-fg-base hover:text-ui-fg-subtle underline underline-offset-2">
      {children}
    </Link>
  )
}
