import { useCallback, useEffect, useRef, useState } from "react"
import type { UpdateLink } from "../../contracts"
import { takeLinkToken } from "./link-token"

export type UseUpdateLinkOptions = {
  /** `GET /store/customers/me/amazon-pay/update-links/:token`. */
  load: (token: string) => Promise<UpdateLink>
}

export type UseUpdateLink = {
  /** The token of the link that led here; `null` until it is known, and where no link did. */
  token: string | null
  /** What the link is for, and what has become of it. */
  link: UpdateLink | null
  loading: boolean
  /** What kept the store from answering. With HTTP status 404 the link is not for this customer, or not known. */
  error: unknown
  /** Asks the store again. */
  reload: () => void
}

type State = Omit<UseUpdateLink, "reload">

const LOADING: State = { token: null, link: null, loading: true, error: null }

/**
 * For the page behind the links that the store sends (`<accountPath>/update/<token>`): takes the token off the address and
 * asks the store what the link is for. Use it where the customer is logged in; looking at a link does not use it up.
 */
export function useUpdateLink(options: UseUpdateLinkOptions): UseUpdateLink {
  const latest = useRef(options)
  const taken = useRef<string | null>(null)
  const [state, setState] = useState(LOADING)
  const [version, setVersion] = useState(0)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    // Kept over a second mount of the same component (strict mode): the address tells it only once.
    taken.current ??= takeLinkToken()
    const token = taken.current
    let gone = false
    const show = (link: UpdateLink | null, error: unknown = null) => {
      if (!gone) setState({ token, link, error, loading: false })
    }
    if (!token) show(null)
    else {
      latest.current.load(token).then(
        (link) => show(link),
        (error: unknown) => show(null, error),
      )
    }
    return () => {
      gone = true
    }
  }, [version])
  const reload = useCallback(() => {
    setState((shown) => ({ ...shown, loading: true }))
    setVersion((current) => current + 1)
  }, [])
  return { ...state, reload }
}
