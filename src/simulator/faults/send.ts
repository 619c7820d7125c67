import { setTimeout as sleep } from "node:timers/promises"
import { TLSSocket } from "node:tls"
import type { Request, Response } from "express"
import { errorAnswer, type Answer } from "../answer"
import { reasonCodeFor } from "../pay-api/errors"
import type { RequestFault } from "./faults"

const GATEWAY_PAGE =
  "<!doctype html><html><head><title>Error</title></head><body><h1>The request could not be satisfied.</h1></body></html>"

/** Whether a request with this fault still takes effect. */
export function takesEffect(fault: RequestFault | undefined): boolean {
  return fault === undefined || fault.afterProcessing === true || !(losesAnswer(fault) || replacesAnswer(fault))
}

function losesAnswer({ hang, reset }: RequestFault): boolean {
  return hang === true || reset === true
}

function replacesAnswer({ status, body, html }: RequestFault): boolean {
  return status !== undefined || body !== undefined || html === true
}

/**
 * Sends what is left of an answer after a fault.
 *
 * @param decided `null` when the request was never processed
 */
export async function sendWithFault(
  { req, res }: { req: Request; res: Response },
  decided: Answer | null,
  fault: RequestFault | undefined,
): Promise<void> {
  if (fault?.hang) return
  if (fault?.reset) return reset(req)
  const answer = fault && (decided === null || replacesAnswer(fault)) ? replacement(fault) : decided
  if (!answer) return
  const body = fault?.truncate ? answer.body.slice(0, Math.floor(answer.body.length / 2)) : answer.body
  res.status(answer.status).set({ ...answer.headers, ...fault?.headers })
  if (fault?.dripMs) return drip(res, body, fault.dripMs)
  res.end(body)
}

function replacement(fault: RequestFault): Answer {
  const status = fault.status ?? 200
  if (fault.html) return { status, headers: { "content-type": "text/html" }, body: fault.body ?? GATEWAY_PAGE }
  if (fault.body !== undefined) return { status, headers: { "content-type": "application/json" }, body: fault.body }
  const reasonCode = fault.reasonCode ?? reasonCodeFor(status)
  return errorAnswer(status, reasonCode, fault.message ?? "The simulator was told to answer this")
}

function reset({ socket }: Request): void {
  if (socket instanceof TLSSocket) socket.destroy()
  else socket.resetAndDestroy()
}

async function drip(res: Response, body: string, everyMs: number): Promise<void> {
  for (const byte of Buffer.from(body)) {
    if (res.destroyed) return
    res.write(Uint8Array.of(byte))
    await sleep(everyMs)
  }
  res.end()
}
