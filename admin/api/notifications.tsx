import type {
  AdminNotificationCursorResponse,
  AdminNotificationDetailResponse,
  AdminNotificationResponse,
  ReplayResponse,
} from "../../src/contracts"
import type { ListLocation } from "../listing/list-location"
import { sdk } from "./client"

const ROUTE = "/admin/amazon-pay/notifications"
const LIMIT = 20

/** What the notifications page may have in its address besides its search and its place. */
export const NOTIFICATION_FILTERS = ["status"] as const

type Where = Pick<ListLocation, "search" | "chosen" | "cursor">

/** A page of the inbox, newest first. */
export function listNotifications(where: Where, signal?: AbortSignal): Promise<AdminNotificationCursorResponse> {
  const { search, chosen, cursor } = where
  const query = {
    ...(search && { q: search }),
    ...(chosen.status?.length && { status: chosen.status }),
    cursor,
    limit: LIMIT,
  }
  return sdk.client.fetch(ROUTE, { query, signal })
}

/** One notification with what SNS sent. */
export function retrieveNotification(id: string, signal?: AbortSignal): Promise<AdminNotificationDetailResponse> {
  return sdk.client.fetch(`${ROUTE}/${encodeURIComponent(id)}`, { signal })
}

/** Puts one notification back into the queue. */
export function replayNotification(id: string): Promise<AdminNotificationResponse> {
  return sdk.client.fetch(`${ROUTE}/${encodeURIComponent(id)}/replay`, { method: "POST", body: {} })
}

/** Puts those notifications back into the queue that can be tried again. */
export function replayNotifications(ids: readonly string[]): Promise<ReplayResponse> {
  return sdk.client.fetch(`${ROUTE}/replay`, { method: "POST", body: { message_ids: ids } })
}
