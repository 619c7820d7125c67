/**
 * A process that has this plugin's own part of a store and nothing of Medusa's: it does what its parent sends it, and dies
 * where its parent wants it to. How it dies is arranged from outside, at the database connection and at fetch.
 */
import { ModulesSdkUtils } from "@medusajs/framework/utils"
import { Client } from "pg"
import { connectRuntime } from "../../../src/modules/amazon-pay/connect-runtime"
import { drainInbox } from "../../../src/modules/amazon-pay/inbox/process"
import { receiveNotification } from "../../../src/modules/amazon-pay/inbox/receive"
import { authorizePayment } from "../../../src/modules/amazon-pay/payments/authorize"
import type { PaymentData } from "../../../src/modules/amazon-pay/payments/payment-data"
import type { KnexConnection } from "../../../src/modules/amazon-pay/persistence/data-source"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { completeForCustomer } from "../../../src/modules/amazon-pay/updates/complete"
import { resolveOptions } from "../../../src/options/resolve"
import type { AmazonPayOptions } from "../../../src"

/** A moment in the life of the process. */
export type Moment = {
  /** Part of a statement or of a URL. */
  at: string
  /** Before it is sent, or after it was answered. */
  when: "before" | "after"
  /** The how manieth of its kind, from 1. */
  nth?: number
}

export type ChildSetup = { databaseUrl: string; options: AmazonPayOptions; dieAt: Moment | null }

export type Order =
  | { do: "receive"; body: string }
  | { do: "drain" }
  | { do: "complete"; customerId: string; updateId: string; checkoutSessionId: string }
  | { do: "authorize"; data: PaymentData }

export type Numbered = { id: number; order: Order }
export type Report = { id: number; ok: boolean; error?: string } | "ready"

async function main(): Promise<void> {
  const { databaseUrl, options, dieAt }: ChildSetup = JSON.parse(process.env.AMAZON_PAY_CHILD ?? "{}")
  if (dieAt) arrangeDeath(dieAt)
  const knex = ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl, pool: { min: 0, max: 5 } })
  const runtime = await connectRuntime({
    knex: knex as unknown as KnexConnection,
    options: resolveOptions(options, { production: false }),
    limitOf: () => ({ burst: 1_000, perSecond: 1_000 }),
  })
  process.on("message", (message) => void obey(runtime, message as Numbered))
  process.once("disconnect", () => process.exit())
  report("ready")
}

async function obey(runtime: Runtime, { id, order }: Numbered): Promise<void> {
  try {
    await perform(runtime, order)
    report({ id, ok: true })
  } catch (error) {
    report({ id, ok: false, error: String(error) })
  }
}

async function perform(runtime: Runtime, order: Order): Promise<unknown> {
  switch (order.do) {
    case "receive":
      return receiveNotification(runtime, Buffer.from(order.body))
    case "drain":
      return drainInbox(runtime)
    case "complete":
      return completeForCustomer(runtime, order)
    case "authorize":
      return authorizePayment(runtime, "default", order.data)
  }
}

function report(message: Report): void {
  process.send?.(message)
}

function arrangeDeath({ at, when, nth = 1 }: Moment): void {
  let left = nth
  const isIt = (what: string) => what.includes(at) && --left === 0
  const die = () => process.kill(process.pid, "SIGKILL")

  async function around<T>(what: string, work: () => Promise<T>): Promise<T> {
    const now = isIt(what)
    if (now && when === "before") die()
    const result = await work()
    if (now) die()
    return result
  }

  const fetchIt = globalThis.fetch
  globalThis.fetch = (input, init) => around(`${init?.method ?? "GET"} ${String(input)}`, () => fetchIt(input, init))

  const query = Client.prototype.query
  const dying = function (this: Client, statement: string | { text: string }, ...rest: unknown[]) {
    const text = typeof statement === "string" ? statement : statement.text
    const callback = rest.at(-1)
    if (typeof callback !== "function") return around(text, () => Reflect.apply(query, this, [statement, ...rest]))
    const now = isIt(text)
    if (now && when === "before") die()
    const answered = (...results: unknown[]) => (now ? die() : Reflect.apply(callback, undefined, results))
    return Reflect.apply(query, this, [statement, ...rest.slice(0, -1), answered])
  }
  Client.prototype.query = dying as typeof query
}

void main()
