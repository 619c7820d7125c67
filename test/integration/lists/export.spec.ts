import http from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as delay } from "node:timers/promises"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "csv-parse/sync"
import { sendCsv } from "../../../src/api/csv"
import { EXPORT_COLUMNS, exportUpdates, type ExportRow } from "../../../src/modules/amazon-pay/updates/export"
import type { UpdateFilters } from "../../../src/modules/amazon-pay/updates/update-filters"
import { insertEntries, openListDatabase, type ListDatabase } from "./support"

let database: ListDatabase
beforeAll(async () => {
  database = await openListDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.db.query("truncate amazon_pay_wallet cascade"))

type Rows = AsyncGenerator<ExportRow, void>

let server: http.Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** A server that answers every request with these rows; answers its URL, what it logged and how it ended. */
async function serving(rows: () => Rows) {
  const logged: string[] = []
  const logger = { warn: (line: string) => logged.push(line) }
  const req = { scope: { resolve: () => logger } } as unknown as MedusaRequest
  let ended: (outcome: unknown) => void = () => undefined
  const outcome = new Promise<unknown>((resolve) => (ended = resolve))
  server = http.createServer((_, res) => {
    const file = { fileName: "updates.csv", columns: EXPORT_COLUMNS, rows: rows() }
    sendCsv(req, res as unknown as MedusaResponse, file).then(
      () => ended("sent"),
      (error: unknown) => {
        ended(error)
        res.writeHead(500).end()
      },
    )
  })
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, logged, outcome }
}

const exported = async (filters: UpdateFilters = {}) => {
  const { url } = await serving(() => exportUpdates(database.db, filters))
  return fetch(url)
}

const rowsOf = (text: string) => parse(text, { bom: true, columns: true }) as ExportRow[]

const ROW = Object.fromEntries(EXPORT_COLUMNS.map((column) => [column, "x".repeat(100)])) as ExportRow

/** Rows without end, which count how many were taken and whether they were let go of. */
function endless(failAfter = Infinity) {
  const seen = { taken: 0, released: false }
  async function* rows(): Rows {
    try {
      while (seen.taken < failAfter) {
        seen.taken += 1
        if (seen.taken % 100 === 0) await delay(0)
        yield ROW
      }
      throw new Error("the database is gone")
    } finally {
      seen.released = true
    }
  }
  return { seen, rows }
}

describe("the export", () => {
  it("is a CSV file of what the filters ask for, newest first, that Excel knows to be UTF-8", async () => {
    await insertEntries(database.db, [
      { id: "apwu_1", message: "Zürich 東京", created_at: "2026-01-01T00:00:00.123456Z" },
      { id: "apwu_2", status: "failed", update_type: null, sources: ["return", "ipn"] },
      { id: "apwu_3", status: "canceled" },
    ])
    const response = await exported({ status: ["completed", "failed"] })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="updates.csv"',
      "x-content-type-options": "nosniff",
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const rows = rowsOf(bytes.toString())
    expect(Object.keys(rows[0] ?? {})).toEqual([...EXPORT_COLUMNS])
    expect(rows).toMatchObject([
      { id: "apwu_1", message: "Zürich 東京", created_at: "2026-01-01T00:00:00.123Z", update_type: "payment_method" },
      { id: "apwu_2", status: "failed", update_type: "", sources: "return, ipn" },
    ])
  })

  it("has a head and no rows when nothing matches", async () => {
    const text = await (await exported()).text()
    expect(text.trim()).toBe(EXPORT_COLUMNS.join(","))
  })

  it("holds every entry once, over many pages", async () => {
    await database.db.query(
      `insert into amazon_pay_wallet_update (id, customer_id, merchant_account, initiated_by, status, created_at)
       select 'apwu_' || n, 'cus_1', 'default', 'customer', case when n % 2 = 0 then 'failed' else 'completed' end,
         timestamptz '2026-01-01' + n * interval '1 microsecond'
       from generate_series(1, 2500) n`,
    )
    const rows = rowsOf(await (await exported({ status: ["failed", "completed"] })).text())
    expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: 2500 }, (_, n) => `apwu_${2500 - n}`))
  })

  it("tells changes as the panel does, addresses on one line and without the telephone number", async () => {
    const address = {
      name: "Anna Muster",
      address_line_1: "Hauptstr. 1",
      address_line_2: null,
      address_line_3: null,
      city: "Berlin",
      county: null,
      district: null,
      state_or_region: null,
      postal_code: "10115",
      country_code: "DE",
      phone_number: "0301234567",
    }
    await insertEntries(database.db, [
      {
        id: "apwu_1",
        changes: [
          { field: "payment_descriptor", before: "Visa ****1111", after: "Visa ****0005" },
          { field: "shipping_address", before: null, after: address },
          { field: "reasons", before: ["PaymentMethodExpired", "MFAFailed"], after: [] },
        ],
      },
    ])
    const [row] = rowsOf(await (await exported()).text())
    expect(row?.changes.split("\n")).toEqual([
      "payment_descriptor: Visa ****1111 -> Visa ****0005",
      "shipping_address: (none) -> Anna Muster, Hauptstr. 1, 10115 Berlin, DE",
      "reasons: PaymentMethodExpired, MFAFailed -> (none)",
    ])
  })
})

describe("the export in a spreadsheet", () => {
  const HOSTILE = [
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "x;=1+1",
    "x\t=1+1",
    "x\n=1+1",
    'x";=1+1',
    "x\u2028=1+1",
    "  =1+1",
    "\u202e=1+1",
  ]

  it.each([",", ";", "\t"])("has no cell that is a formula where cells are divided by %j", async (delimiter) => {
    await insertEntries(
      database.db,
      HOSTILE.map((text, n) => ({
        id: `apwu_${n}`,
        customer_id: text,
        message: text,
        changes: [{ field: "payment_descriptor", before: text, after: text }],
      })),
    )
    const text = await (await exported()).text()
    const table = parse(text, { bom: true, delimiter, relax_quotes: true, relax_column_count: true }) as string[][]
    expect(table.length).toBeGreaterThan(HOSTILE.length)
    expect(table.flat().filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([])
  })
})

describe("a file that is sent", () => {
  it("takes no more rows than a client reads that stopped reading", async () => {
    const { seen, rows } = endless()
    const { url } = await serving(rows)
    const response = await new Promise<http.IncomingMessage>((resolve) => http.get(url, resolve))
    response.pause()
    let before = -1
    while (before !== seen.taken) {
      before = seen.taken
      await delay(300)
    }
    expect(seen.taken).toBeGreaterThan(0)
    // What fits into the buffers on the way, whose size the operating system chooses.
    expect(seen.taken).toBeLessThan(50_000)
    response.destroy()
  })

  it("stops the work when the client goes away, and makes no fuss about it", async () => {
    const { seen, rows } = endless()
    const { url, outcome, logged } = await serving(rows)
    const aborting = new AbortController()
    const response = await fetch(url, { signal: aborting.signal })
    await response.body?.getReader().read()
    aborting.abort()
    expect(await outcome).toBe("sent")
    expect(seen.released).toBe(true)
    expect(logged).toEqual([])
  })

  it("breaks off when something fails in the middle, so that half a file does not look whole", async () => {
    const { seen, rows } = endless(5_000)
    const { url, outcome, logged } = await serving(rows)
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow(/terminated/)
    expect(await outcome).toBe("sent")
    expect(seen.taken).toBe(5_000)
    expect(logged).toEqual([expect.stringContaining("a file could not be sent to its end")])
  })

  it("is an error and no file when the first row fails", async () => {
    const { url, outcome } = await serving(endless(0).rows)
    expect((await fetch(url)).status).toBe(500)
    expect(await outcome).toEqual(new Error("the database is gone"))
  })
})
