import { fork, type ChildProcess } from "node:child_process"
import path from "node:path"
import { once } from "node:events"
import type { ChildSetup, Numbered, Order, Report } from "./child"

/** Another process at work on the same store. */
export type Child = {
  /** @returns whether it was done; `false` when the process died over it */
  order: (order: Order) => Promise<boolean>
  kill: () => void
  /** Resolves with the signal that ended it. */
  ended: Promise<string | null>
}

/** @throws Error when an order fails in any other way than by death */
export async function startChild(setup: ChildSetup): Promise<Child> {
  const child = fork(path.join(__dirname, "child.ts"), [], {
    execArgv: ["--require", "ts-node/register/transpile-only"],
    env: { ...process.env, NODE_OPTIONS: "", AMAZON_PAY_CHILD: JSON.stringify(setup) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  })
  const ended = once(child, "exit").then(([, signal]) => signal as string | null)
  const orders = createOrders(child)
  void ended.then(orders.giveUp)
  await Promise.race([once(child, "message"), ended])
  return { order: orders.order, kill: () => child.kill("SIGKILL"), ended }
}

function createOrders(child: ChildProcess) {
  const waiting = new Map<number, { done: (ok: boolean) => void; failed: (error: Error) => void }>()
  let next = 0
  child.on("message", (report: Report) => {
    if (report === "ready") return
    const order = waiting.get(report.id)
    waiting.delete(report.id)
    if (report.ok) order?.done(true)
    else order?.failed(new Error(report.error))
  })
  return {
    order: (order: Order) =>
      new Promise<boolean>((done, failed) => {
        if (child.exitCode !== null || child.signalCode !== null || !child.connected) return done(false)
        next += 1
        waiting.set(next, { done, failed })
        child.send({ id: next, order } satisfies Numbered, () => undefined)
      }),
    giveUp: () => {
      for (const { done } of waiting.values()) done(false)
      waiting.clear()
    },
  }
}
