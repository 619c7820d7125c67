import { setTimeout as sleep } from "node:timers/promises"
import type { Request, Response } from "express"
import type { Answer } from "../answer"
import { sendWithFault, takesEffect } from "../faults/send"
import type { RequestFault } from "../faults/faults"
import type { World } from "../world"

/**
 * Answers one request, faults included.
 *
 * @param operation the name faults know this kind of request by
 * @param decide what Amazon would answer; not called when a fault keeps the request from taking effect
 */
export async function exchange(
  world: World,
  { req, res, operation }: { req: Request; res: Response; operation: string },
  decide: (fault: RequestFault | undefined) => Answer,
): Promise<void> {
  const { path } = req
  const fault = world.faults.takeForRequest({ operation, method: req.method, path })
  if (fault?.delayMs) await sleep(fault.delayMs)
  await sendWithFault({ req, res }, takesEffect(fault) ? decide(fault) : null, fault)
}

/** The body, as bytes. */
export function bodyOf(req: Request): Buffer {
  const body: unknown = req.body
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}

export function formOf(req: Request): URLSearchParams {
  return new URLSearchParams(bodyOf(req).toString("utf8"))
}

export function queryOf(req: Request): URLSearchParams {
  return new URL(req.originalUrl, "http://localhost").searchParams
}

/** This server as the client reached it. */
export function baseUrlOf(req: Request): string {
  const { host = "" } = req.headers
  return `${req.protocol}://${/^[\w.:[\]-]+$/.test(host) ? host : "localhost"}`
}
