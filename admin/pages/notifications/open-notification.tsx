import type { ReactNode } from "react"
import { useLocation } from "react-router-dom"
import { OPEN_NOTIFICATION } from "./opened"
import { TextLink } from "../../components/text-link"

/** Opens a notification beside the list; the address names it, so that it can be sent on. */
export function OpenNotification({ id, children }: { id: string; children: ReactNode }) {
  const { search, state } = useLocation()
  const params = new URLSearchParams(search)
  params.set(OPEN_NOTIFICATION, id)
  return (
    <TextLink to={{ search: params.toString() }} state={state}>
      {children}
    </TextLink>
  )
}
