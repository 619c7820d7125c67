import { NotificationEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { pluginOptions } from "../support/options"
import { openTestStore, type TestStore } from "../support/store"
import { runCommand, type Ended } from "./support"

let store: TestStore
beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

beforeEach(async () => {
  await store.runtime.db.query("truncate amazon_pay_notification")
  await insert("dead", 3)
  await insert("processed", 1)
})

async function insert(status: NotificationEntity["status"], count: number): Promise<void> {
  await store.runtime.db.query(
    `insert into amazon_pay_notification (message_id, topic_arn, type, object_type, object_id, sent_at, status, attempts, last_error, raw_message)
     select $1 || '-' || n, 'arn:aws:sns:eu-west-1:000000000000:amazon', 'Notification', 'CHARGE_PERMISSION', 'B02-0000000-000000' || n % 10, now(),
       $1, 12, 'no answer from postgres://anna:pa55word@db/store', '{}' from generate_series(1, $2) n`,
    [status, count],
  )
}

const replay = (...args: string[]): Promise<Ended> =>
  runCommand(["replay", ...args], { databaseUrl: store.databaseUrl, options: pluginOptions() })

async function statuses(): Promise<Record<string, string>> {
  const found = await store.runtime.db.getRepository(NotificationEntity).find({ order: { message_id: "ASC" } })
  return Object.fromEntries(found.map(({ message_id, status }) => [message_id, status]))
}

describe("amazon-pay replay", () => {
  it("lists dead letters with their reason and touches none", async () => {
    const { code, out, err } = await replay()
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(out.match(/^dead-\d {2}.+CHARGE_PERMISSION B02-/gm)).toHaveLength(3)
    expect(out).toContain("  no answer from postgres://db/store\n")
    expect(out).not.toContain("processed-1")
    expect(Object.values(await statuses())).toEqual(["dead", "dead", "dead", "processed"])
  })

  it("lists them for machines, without what was sent", async () => {
    const { notifications, count } = JSON.parse((await replay("--json")).out) as {
      notifications: object[]
      count: number
    }
    expect(count).toBe(3)
    expect(notifications[0]).toEqual({
      message_id: expect.stringMatching(/^dead-/),
      status: "dead",
      object_type: "CHARGE_PERMISSION",
      object_id: expect.stringMatching(/^B02-/),
      received_at: expect.any(String),
      attempts: 12,
      last_error: "no answer from postgres://db/store",
    })
  })

  it("puts the named ones back, and says which ids it could do nothing with", async () => {
    const { code, out, err } = await replay("dead-2", "processed-1", "unknown", "--json")
    expect({ code, answer: JSON.parse(out) as unknown }).toEqual({
      code: 1,
      answer: { replayed: 1, not_replayable: 2 },
    })
    expect(err).toBe("2 of them are unknown, waiting or processed already. Compare the ids.\n")
    expect(await statuses()).toEqual({
      "dead-1": "dead",
      "dead-2": "received",
      "dead-3": "dead",
      "processed-1": "processed",
    })
  })

  it("puts all back, also more than fit into one go", async () => {
    await store.runtime.db.query("truncate amazon_pay_notification")
    await insert("dead", 1_500)
    await insert("unmatched", 2)
    expect(await replay("--all")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^1500 notifications were put back/),
    })
    const left = Object.values(await statuses())
    expect(left.filter((status) => status === "received")).toHaveLength(1_500)
    expect(left.filter((status) => status === "unmatched")).toHaveLength(2)
  })

  it("does nothing when both ids and --all are given, or a status that cannot be replayed", async () => {
    expect(await replay("dead-1", "--all")).toMatchObject({ code: 1, err: expect.stringMatching(/^Give either/) })
    expect(await replay("--all", "--status", "processed")).toMatchObject({ code: 2 })
    expect(Object.values(await statuses())).toEqual(["dead", "dead", "dead", "processed"])
  })
})
