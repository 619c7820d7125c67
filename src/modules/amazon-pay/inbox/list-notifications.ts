import type { DataSource } from "typeorm"
import { NOTIFICATION_STATUSES, type NotificationStatus } from "../../../contracts"
import { isChargePermissionId } from "../../../protocol"
import { readPageAfter, type CursorPage } from "../persistence/cursor"
import { NotificationEntity } from "../persistence/entities"
import { all, readPageAt, rowsAt, type Condition, type Listing } from "../persistence/keyset"

export type NotificationFilters = {
  status?: readonly NotificationStatus[]
  topicArn?: string
  chargePermissionId?: string
  updateId?: string
  objectType?: string
  /** An exact message, notification or charge permission id. */
  q?: string
}

/**
 * A page of the inbox, newest first, by offset.
 *
 * @returns the page and how many match, capped at 10,001
 */
export async function listNotifications(
  db: DataSource,
  filters: NotificationFilters,
  page: { limit: number; offset: number },
): Promise<{ notifications: NotificationEntity[]; count: number }> {
  const { positions, count } = await readPageAt(db, [notificationListing(filters)], page)
  return { notifications: await rowsAt(db, NotificationEntity, "message_id", positions), count }
}

/**
 * The same by cursor: a page costs the same wherever it is.
 *
 * @returns the page and the next one's cursor, `null` at the end
 * @throws MedusaError `invalid_cursor`
 */
export async function listNotificationsAfter(
  db: DataSource,
  filters: NotificationFilters,
  page: CursorPage,
): Promise<{ notifications: NotificationEntity[]; nextCursor: string | null }> {
  const listing = notificationListing(filters)
  const { positions, nextCursor } = await readPageAfter(db, "notifications", listing, page)
  return { notifications: await rowsAt(db, NotificationEntity, "message_id", positions), nextCursor }
}

/**
 * Each filter has an index in the order of the list, and so has each with a status. A topic together with an object type is
 * read along the topic's index.
 */
function notificationListing(filters: NotificationFilters): Listing {
  const listing = { table: "amazon_pay_notification", time: "received_at", id: "message_id" }
  const narrowing = narrowingOf(filters)
  const searches = filters.q === undefined ? [] : searchConditions(filters.q)
  if (searches.length) {
    const conditions = searches.map((search) => all([search, ...narrowing, ...statusIn(filters)]))
    return { ...listing, whole: false, conditions }
  }
  if (filters.updateId !== undefined || filters.chargePermissionId !== undefined) {
    return { ...listing, whole: false, conditions: [all([...narrowing, ...statusIn(filters)])] }
  }
  if (!narrowing.length && !filters.status) return { ...listing, whole: true, conditions: [all([])] }
  const statuses = new Set(filters.status ?? NOTIFICATION_STATUSES)
  return { ...listing, whole: false, conditions: [...statuses].map((status) => all([hasStatus(status), ...narrowing])) }
}

function narrowingOf(filters: NotificationFilters): Condition[] {
  const columns: [string, string | undefined][] = [
    ["topic_arn", filters.topicArn],
    ["charge_permission_id", filters.chargePermissionId],
    ["update_id", filters.updateId],
    ["object_type", filters.objectType],
  ]
  return columns.flatMap(([column, value]) => (value === undefined ? [] : [is(column, value)]))
}

const is =
  (column: string, value: string): Condition =>
  (bind) =>
    `${column} = ${bind(value)}`

const hasStatus = (status: NotificationStatus): Condition => is("status", status)

const statusIn = ({ status }: NotificationFilters): Condition[] =>
  status ? [(bind) => `status = any(${bind(status)}::text[])`] : []

/** What was typed may be the id of a message, or that of the notification in it, which can come in several messages. */
function searchConditions(q: string): Condition[] {
  const typed = q.trim()
  const upper = typed.toUpperCase()
  if (isChargePermissionId(upper)) return [is("charge_permission_id", upper)]
  const spellings = [...new Set([typed, typed.toLowerCase()])]
  return [
    (bind) => `message_id = any(${bind(spellings)}::text[])`,
    (bind) => {
      const ids = bind(spellings)
      return `notification_id = any(${ids}::text[]) and message_id <> all(${ids}::text[])`
    },
  ]
}

/** The notifications behind a history entry, oldest first; at most a hundred. */
export function listNotificationsOf(db: DataSource, updateId: string): Promise<NotificationEntity[]> {
  return db
    .getRepository(NotificationEntity)
    .find({ where: { update_id: updateId }, order: { sent_at: "ASC" }, take: 100 })
}
