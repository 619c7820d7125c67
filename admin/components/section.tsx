import { Container, Heading } from "@medusajs/ui"
import { type ReactNode, useId } from "react"

/** A titled card of the page. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const titleId = useId()
  return (
    <Container className="divide-y overflow-hidden p-0" role="region" aria-labelledby={titleId}>
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Heading level="h2" id={titleId}>
          {title}
        </Heading>
        {aside}
      </div>
      {children}
    </Container>
  )
}
