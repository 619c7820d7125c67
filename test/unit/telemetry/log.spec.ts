import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { say, type Speaker } from "../../../src/modules/amazon-pay/telemetry/say"

/** The lines of the plugin, through Medusa's own logger and through one of the store. */

const folder = mkdtempSync(path.join(tmpdir(), "amazon-pay-log-"))
afterAll(() => rmSync(folder, { recursive: true }))

/** What another process writes that is started like a store. */
function written(environment: "production" | "development"): { console: string[]; file: Record<string, unknown>[] } {
  const file = path.join(folder, `${environment}.log`)
  const args = ["--require", "ts-node/register/transpile-only", path.join(__dirname, "write-lines.ts")]
  const env = { ...process.env, NODE_ENV: environment, NODE_OPTIONS: "", LOG_FILE: file, LOG_LEVEL: "debug" }
  const output = execFileSync(process.execPath, args, { env, encoding: "utf8" })
  return {
    console: lines(output).filter((line) => line.includes("amazon-pay:")),
    file: lines(readFileSync(file, "utf8")).map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

const lines = (text: string) => text.split("\n").filter(Boolean)

const CHECKED = {
  level: "warn",
  message: "amazon-pay: a wallet could not be checked",
  wallet_id: "apw_1",
  message_ids: "m-0, m-1, m-2, m-3, m-4, m-5, m-6, m-7, m-8, m-9 and 2 more",
  code: "throttled",
  status: 429,
  request_id: "R-1",
  error: "Amazon answered with 429",
  timestamp: expect.any(String) as string,
}

describe("in production", () => {
  it("a line is JSON: a text that is always the same, and its fields", () => {
    const { console, file } = written("production")
    expect(file).toEqual([
      CHECKED,
      {
        level: "info",
        message: "amazon-pay: topic approved",
        topic_arn: "arn:aws:sns:eu-west-1:1:T",
        held_notifications: 0,
        timestamp: expect.any(String) as string,
      },
      expect.objectContaining({ level: "error", message: "amazon-pay: 100% of a line", error: 'two\nlines, "quoted"' }),
    ])
    expect(console.map((line) => JSON.parse(line) as unknown)).toEqual(file)
  })
})

describe("in development", () => {
  it("a line is for reading: its fields stand in the text, and still in the file", () => {
    const { console, file } = written("development")
    const [checked, approved, percent] = console
    expect(checked).toMatch(
      /warn.*amazon-pay: a wallet could not be checked wallet_id=apw_1 .*code=throttled status=429 request_id=R-1/,
    )
    expect(approved).toContain("topic_arn=arn:aws:sns:eu-west-1:1:T held_notifications=0")
    expect(percent).toContain(String.raw`100% of a line error="two\nlines, \"quoted\""`)
    expect(file[0]).toMatchObject({ level: "warn", wallet_id: "apw_1", code: "throttled", status: 429 })
  })
})

describe("with a logger that takes no fields", () => {
  it("they stand in the text", () => {
    const heard: string[] = []
    const record = (level: string) => (message: unknown) => void heard.push(`${level} ${String(message)}`)
    const own: Speaker = { debug: record("d"), info: record("i"), warn: record("w"), error: record("e") }
    say(own, "warn", "notification refused", { status: 403, reason: "signature", update_id: undefined, empty: "" })
    say(own, "error", "a job failed", { job: "reconcile", error: "x".repeat(600) })
    expect(heard).toEqual([
      "w amazon-pay: notification refused status=403 reason=signature",
      `e amazon-pay: a job failed job=reconcile error=${"x".repeat(500)}...`,
    ])
  })
})

describe("every line of the plugin", () => {
  const root = path.resolve(__dirname, "../../..")
  const sources = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.ts$/.test(file) && !/^(simulator|storefront|cli)\//.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, "src", file), "utf8") }))
  const said = sources.flatMap(({ text }) =>
    [...text.matchAll(/\bsay\(\s*[^,]+,\s*"(\w+)",\s*"([^"]+)"/g)].map(([, level = "", line = ""]) => ({
      level,
      line,
    })),
  )

  it("is written by the one function for it; what a command prints is no line", () => {
    const others = sources.filter(({ text }) => /logger"?\)?\??\.(log|error|warn|info|debug)\b/.test(text))
    expect(others.map(({ file }) => file).sort()).toEqual([
      "modules/amazon-pay/migration-scripts.ts",
      "modules/amazon-pay/telemetry/say.ts",
    ])
    const calls = sources.flatMap(({ text }) => [...text.matchAll(/\bsay\(/g)])
    expect(said.length).toBeGreaterThan(20)
    expect(said).toHaveLength(calls.length - 1)
  })

  it("has a constant text without anything that `util.format` would fill in", () => {
    expect(said.filter(({ line }) => /[%$`]/.test(line))).toEqual([])
  })

  it("that warns or is an error is explained in operations, and no other", () => {
    const page = readFileSync(path.join(root, "docs/operations.md"), "utf8")
    const explained = [...page.matchAll(/^\| `([^`]+)` +\| (warn|error) +\|/gm)].map(
      ([, line, level]) => `${level} ${line}`,
    )
    const unexplained = said.filter(({ level }) => level !== "info").map(({ level, line }) => `${level} ${line}`)
    expect(explained.sort()).toEqual([...new Set(unexplained)].sort())
  })
})
