import { fork, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { ModulesSdkUtils } from "@medusajs/framework/utils"
import { Client } from "pg"
import { connectRuntime } from "../../../src/modules/amazon-pay/connect-runtime"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { runMigrations } from "../../../src/modules/amazon-pay/migration-scripts"
import type { KnexConnection } from "../../../src/modules/amazon-pay/persistence/data-source"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { answer, type Step } from "../../unit/support/scripted-server"
import { about, bodyOf, deliver, ipn, makeDue, openDoor, rowsOf, validCertificate, type Door } from "./door"

/**
 * 23 of the hostile cases in full: the database is away, full, slow or busy. Nothing that was acknowledged is lost, and
 * nothing has to be restarted.
 */

const RETRY_WITHIN_MS = 2_000
/** How long PostgreSQL is away in the longer of its absences. */
const AWAY_SECONDS = Number(process.env.AMAZON_PAY_OUTAGE_SECONDS ?? 3)

let door: Door
beforeAll(async () => {
  jest.spyOn(console, "log").mockImplementation(() => undefined)
  door = await openDoor()
  await deliver(door.runtime, bodyOf(ipn()))
})
afterAll(() => door.close())

/** What SNS would see: how long it took, and whether it has to send again. */
async function delivered(runtime: Runtime, body: Buffer): Promise<{ taken: boolean; ms: number }> {
  const started = performance.now()
  const verdict = await deliver(runtime, body).catch(() => "unavailable")
  return { taken: verdict === "stored" || verdict === "known", ms: performance.now() - started }
}

const isStored = async (runtime: Runtime, body: Buffer) => {
  const { MessageId } = JSON.parse(body.toString()) as { MessageId: string }
  return (await rowsOf(runtime)).some(({ message_id }) => message_id === MessageId)
}

async function onDatabase<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

describe("a database that refuses", () => {
  it.each([
    ["deadlock", "40P01"],
    ["serialization failure", "40001"],
    ["disk full", "53100"],
    ["out of memory", "53200"],
    ["read only", "25006"],
  ])("with %s: SNS is asked to send again, nothing is half stored, and the next delivery is taken", async (_, code) => {
    const body = bodyOf(ipn())
    await door.runtime.db.query(`
      create function refuse() returns trigger language plpgsql as $$
      begin raise exception 'refused' using errcode = '${code}'; end $$;
      create trigger refuse after insert on amazon_pay_notification for each row execute function refuse()`)
    const { taken, ms } = await delivered(door.runtime, body)
    await door.runtime.db.query("drop trigger refuse on amazon_pay_notification; drop function refuse()")
    expect(taken).toBe(false)
    expect(ms).toBeLessThan(RETRY_WITHIN_MS)
    expect(await isStored(door.runtime, body)).toBe(false)
    expect((await delivered(door.runtime, body)).taken).toBe(true)
  })

  it("to come to an end: SNS is asked to send again within two seconds; what is stored late is known then", async () => {
    const body = bodyOf(ipn())
    await onDatabase(door.databaseUrl, async (client) => {
      await client.query("begin; lock table amazon_pay_notification in access exclusive mode")
      const { taken, ms } = await delivered(door.runtime, body)
      await client.query("commit")
      expect(taken).toBe(false)
      expect(ms).toBeLessThan(RETRY_WITHIN_MS)
    })
    await sleep(100)
    expect(await deliver(door.runtime, body)).toBe("known")
    expect(await drainInbox(door.runtime)).toBeGreaterThan(0)
    expect((await rowsOf(door.runtime)).find((row) => body.includes(row.message_id))).toMatchObject({
      status: "unmatched",
    })
  })

  it("another connection because all are lent out", async () => {
    const bodies = Array.from({ length: 5 }, () => bodyOf(ipn()))
    const hogs = Array.from({ length: 10 }, () => door.runtime.db.query("select pg_sleep(2.5)"))
    await sleep(50)
    const outcomes = await Promise.all(bodies.map((body) => delivered(door.runtime, body)))
    expect(outcomes.map(({ taken }) => taken)).toEqual(bodies.map(() => false))
    for (const { ms } of outcomes) expect(ms).toBeLessThan(RETRY_WITHIN_MS)
    await Promise.all(hogs)
    for (const body of bodies) expect((await delivered(door.runtime, body)).taken).toBe(true)
  })

  it("to keep its connections: what is sent again is taken, over new ones", async () => {
    const bodies = Array.from({ length: 40 }, () => bodyOf(ipn()))
    const cutting = (async () => {
      for (let time = 0; time < 5; time++) {
        await onDatabase(door.databaseUrl, (client) =>
          client.query(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
          ),
        )
        await sleep(20)
      }
    })()
    for (const body of bodies) while (!(await delivered(door.runtime, body)).taken) await sleep(10)
    await cutting
    for (const body of bodies) expect(await isStored(door.runtime, body)).toBe(true)
  })
})

describe("a PostgreSQL that is stopped and started under delivery", () => {
  let postgres: ChildProcess
  let dir: string
  let url: string
  let runtime: Runtime
  let close: () => Promise<void>

  beforeAll(async () => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-outage-"))
    fs.chmodSync(dir, 0o755)
    postgres = fork(path.join(__dirname, "postgres-of-its-own.mjs"), [path.join(dir, "data")], {
      env: { ...process.env, NODE_OPTIONS: "" },
    })
    const [ready] = (await once(postgres, "message")) as [{ url: string }]
    url = ready.url
    await runMigrations({ options: { database: { clientUrl: url } } })
    const knex = ModulesSdkUtils.createPgConnection({ clientUrl: url, pool: { min: 0, max: 10 } })
    const connection = { knex: knex as unknown as KnexConnection, options: door.runtime.options }
    runtime = await connectRuntime({ ...connection, limitOf: () => ({ burst: 1_000, perSecond: 1_000 }) })
    close = async () => {
      await runtime.close()
      await knex.destroy()
    }
  }, 60_000)
  afterAll(async () => {
    await close()
    const ended = once(postgres, "exit")
    postgres.disconnect()
    await ended
    fs.rmSync(dir, { recursive: true, force: true })
  })

  async function tell(order: "stop" | "start"): Promise<void> {
    const done = once(postgres, "message")
    postgres.send(order)
    await done
  }

  it(
    "loses nothing it acknowledged, answers in time, and goes on without a restart",
    async () => {
      const bodies = Array.from({ length: 400 }, (_, n) =>
        bodyOf(ipn({}, about(`B01-0000000-${String(n).padStart(7, "0")}`))),
      )
      const acknowledged = new Set<Buffer>()
      const slowest: number[] = []
      let refused = 0
      const waiting = [...bodies]
      const sender = async () => {
        for (let body = waiting.shift(); body; body = waiting.shift()) {
          const { taken, ms } = await delivered(runtime, body)
          slowest.push(ms)
          if (taken) acknowledged.add(body)
          else waiting.push(body)
          if (!taken) refused += 1
          await sleep(taken ? 25 : 200)
        }
      }
      let isSending = true
      const sending = Promise.all(Array.from({ length: 8 }, sender)).then(() => void (isSending = false))
      const draining = (async () => {
        while (isSending) {
          await drainInbox(runtime).catch(() => 0)
          await sleep(50)
        }
      })()
      for (const awayMs of [AWAY_SECONDS * 1000, 500]) {
        await sleep(400)
        await tell("stop")
        const before = [...acknowledged]
        await sleep(awayMs)
        await tell("start")
        const kept = new Set(
          (await onDatabase(url, (client) => client.query("select message_id from amazon_pay_notification"))).rows.map(
            (row: { message_id: string }) => row.message_id,
          ),
        )
        expect(
          before.filter((body) => !kept.has((JSON.parse(body.toString()) as { MessageId: string }).MessageId)),
        ).toEqual([])
      }
      await sending
      await draining
      expect(refused).toBeGreaterThan(8)
      expect(Math.max(...slowest)).toBeLessThan(RETRY_WITHIN_MS)
      await makeDue(runtime)
      await drainInbox(runtime)
      const rows = await rowsOf(runtime)
      expect(rows).toHaveLength(400)
      expect(rows.every(({ status }) => status === "unmatched")).toBe(true)
    },
    60_000 + AWAY_SECONDS * 2_000,
  )
})

describe("the certificate's host is away at the same time", () => {
  it("and the message is taken once it is back, without a restart", async () => {
    const SigningCertURL = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-away.pem"
    const body = bodyOf(ipn({ SigningCertURL }))
    const away: Step = (request) => request.socket.destroy()
    door.serve(away)
    expect(await deliver(door.runtime, body)).toBe("sns_certificate_unavailable")
    door.serve(answer(200, validCertificate()))
    expect(await deliver(door.runtime, body)).toBe("stored")
  })
})
