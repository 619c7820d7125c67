import { Foreign } from "./foreign"
import { TextLink } from "./text-link"

/** Leads to a customer's page; by e-mail address as long as Medusa knows it. */
export function CustomerLink({ id, email }: { id: string; email: string | null }) {
  return (
    <TextLink to={`/customers/${encodeURIComponent(id)}`}>
      <Foreign text={email ?? id} limit={60} />
    </TextLink>
  )
}
