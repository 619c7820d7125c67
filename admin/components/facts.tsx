import type { ReactNode } from "react"

/** Names and values, one pair a row. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="txt-compact-small flex flex-col gap-y-2">{children}</dl>
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3">
      <dt className="text-ui-fg-subtle [overflow-wrap:anywhere]">{name}</dt>
      <dd className="text-ui-fg-base min-w-0 overflow-hidden">{children}</dd>
    </div>
  )
}
