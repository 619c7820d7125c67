import { NOTIFICATION_STATUSES } from "../../../src/contracts"
import {
  listNotifications,
  listNotificationsAfter,
  type NotificationFilters,
} from "../../../src/modules/amazon-pay/inbox/list-notifications"
import { allPages, openListDatabase, type ListDatabase } from "./support"

let database: ListDatabase
beforeAll(async () => {
  database = await openListDatabase()
  await database.db.query(
    `insert into amazon_pay_notification (message_id, notification_id, topic_arn, type, object_type,
       charge_permission_id, update_id, sent_at, received_at, status, raw_message)
     select message_id, notification_id, topic_arn, 'Notification', object_type, charge_permission_id, update_id,
       now(), received_at, status, '{}'
     from jsonb_to_recordset($1) as message(message_id text, notification_id text, topic_arn text, object_type text,
       charge_permission_id text, update_id text, received_at timestamptz, status text)`,
    [JSON.stringify(MESSAGES)],
  )
})
afterAll(() => database.close())

const MESSAGES = Array.from({ length: 90 }, (_, n) => ({
  message_id: `0f0e0d0c-0000-4000-8000-0000000000${String(n).padStart(2, "0")}`,
  notification_id: `P01-${Math.floor(n / 2)}`,
  topic_arn: `arn:topic:${n % 3}`,
  object_type: ["CHARGE_PERMISSION", "REFUND", null][n % 4] ?? null,
  charge_permission_id: `B01-0000000-000000${n % 7}`,
  update_id: n % 5 === 0 ? `apwu_${n % 10}` : null,
  received_at: `2026-01-0${1 + (n % 8)}T00:00:00.00000${n % 10}Z`,
  status: NOTIFICATION_STATUSES.filter((status) => status !== "held")[(n * 3) % 5]!,
}))

type Message = (typeof MESSAGES)[number]

const compare = (a: string, b: string) => (a < b ? 1 : -1)

function expected(isWanted: (message: Message) => boolean): string[] {
  return MESSAGES.filter(isWanted)
    .sort((a, b) =>
      a.received_at === b.received_at ? compare(a.message_id, b.message_id) : compare(a.received_at, b.received_at),
    )
    .map(({ message_id }) => message_id)
}

async function expectFound(filters: NotificationFilters, wanted: string[]): Promise<void> {
  const { notifications, count } = await listNotifications(database.db, filters, { limit: 100, offset: 0 })
  expect({ count, ids: notifications.map(({ message_id }) => message_id) }).toEqual({
    count: wanted.length,
    ids: wanted,
  })
  const pages = allPages(async (cursor) => {
    const page = await listNotificationsAfter(database.db, filters, { limit: 7, cursor })
    return { rows: page.notifications.map(({ message_id }) => message_id), nextCursor: page.nextCursor }
  })
  expect(await pages).toEqual(wanted)
}

describe("the inbox", () => {
  it.each<[string, NotificationFilters, (message: Message) => boolean]>([
    ["everything", {}, () => true],
    ["one status", { status: ["dead"] }, ({ status }) => status === "dead"],
    ["several", { status: ["dead", "dead", "failed"] }, ({ status }) => ["dead", "failed"].includes(status)],
    ["a status nothing has", { status: ["held"] }, () => false],
    ["a topic", { topicArn: "arn:topic:1" }, ({ topic_arn }) => topic_arn === "arn:topic:1"],
    ["an object type", { objectType: "REFUND" }, ({ object_type }) => object_type === "REFUND"],
    ["an entry", { updateId: "apwu_5" }, ({ update_id }) => update_id === "apwu_5"],
    [
      "a charge permission and a status",
      { chargePermissionId: "B01-0000000-0000003", status: ["processed", "dead"] },
      (each) => each.charge_permission_id === "B01-0000000-0000003" && ["processed", "dead"].includes(each.status),
    ],
    [
      "everything at once",
      { topicArn: "arn:topic:0", objectType: "CHARGE_PERMISSION", status: ["received", "failed", "processed"] },
      (each) =>
        each.topic_arn === "arn:topic:0" &&
        each.object_type === "CHARGE_PERMISSION" &&
        ["received", "failed", "processed"].includes(each.status),
    ],
    ["a message", { q: MESSAGES[41]!.message_id.toUpperCase() }, (each) => each === MESSAGES[41]],
    ["the notification in two messages", { q: " P01-20" }, ({ notification_id }) => notification_id === "P01-20"],
    [
      "a charge permission that is searched for",
      { q: "b01-0000000-0000003", topicArn: "arn:topic:0" },
      (each) => each.charge_permission_id === "B01-0000000-0000003" && each.topic_arn === "arn:topic:0",
    ],
    ["something unknown", { q: "nothing of ours" }, () => false],
  ])("is what the filters say, newest first, by offset and by cursor: %s", async (_, filters, isWanted) => {
    await expectFound(filters, expected(isWanted))
  })
})
