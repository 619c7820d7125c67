import { setTimeout as sleep } from "node:timers/promises"
import type { Request, Response } from "express"
import { errorAnswer } from "../answer"
import { sendWithFault, takesEffect } from "../faults/send"
import type { RequestFault } from "../faults/faults"
import { splitTarget, type ReceivedRequest } from "../pay-api/canonical-request"
import { processRequest, routeOf, type Decision } from "../pay-api/process"
import type { World } from "../world"
import { baseUrlOf, bodyOf } from "./exchange"

/** Answers one API call: latency, faults, the decision, and a line in the log. */
export async function answerApiCall(world: World, req: Request, res: Response, latencyMs: number): Promise<void> {
  const requestId = res.get("x-amz-pay-request-id") ?? ""
  const request = receivedRequest(req)
  const { path } = splitTarget(request.target)
  const operation = routeOf(request.method, request.target)?.operation.name ?? null
  const fault = world.faults.takeForRequest({ operation: operation ?? "", method: request.method, path })
  const waitMs = latencyMs + (fault?.delayMs ?? 0)
  if (waitMs) await sleep(waitMs)

  const decision = takesEffect(fault) ? decide(world, req, request) : null
  world.requests.add({ requestId, operation, ...logged(request, path, decision, fault) })
  await sendWithFault({ req, res }, decision?.answer ?? null, fault)
}

function decide(world: World, req: Request, request: ReceivedRequest): Decision {
  try {
    return processRequest(world, request, {
      // Amazon's own SDK signs the overriding host, and speaks TLS only.
      ownHost: req.secure ? (req.headers.host ?? "") : "",
      baseUrl: baseUrlOf(req),
      wallClock: new Date(),
    })
  } catch (error) {
    const message = `The simulator failed: ${error instanceof Error ? error.message : String(error)}`
    return { answer: errorAnswer(500, "InternalServerError", message), caller: null, replayed: false }
  }
}

function receivedRequest(req: Request): ReceivedRequest {
  const headers = Object.entries(req.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(", ") : value,
  ])
  return { method: req.method, target: req.originalUrl, headers: Object.fromEntries(headers), body: bodyOf(req) }
}

function logged(request: ReceivedRequest, path: string, decision: Decision | null, fault: RequestFault | undefined) {
  const status = decision?.answer.status ?? null
  const isRefused = status !== null && status >= 400
  return {
    receivedAt: new Date().toISOString(),
    method: request.method,
    path,
    merchantId: decision?.caller?.merchant.merchantId ?? null,
    environment: decision?.caller?.environment ?? null,
    publicKeyId: decision?.caller?.publicKeyId ?? null,
    idempotencyKey: request.headers["x-amz-pay-idempotency-key"] ?? null,
    body: request.body.toString("utf8"),
    verdict: decision === null ? "fault" : isRefused ? "refused" : "accepted",
    status,
    reasonCode: decision && isRefused ? reasonCodeOf(decision.answer.body) : null,
    replayed: decision?.replayed ?? false,
    faulty: fault !== undefined,
  } as const
}

function reasonCodeOf(body: string): string | null {
  const json: unknown = JSON.parse(body)
  const hasCode = typeof json === "object" && json !== null && "reasonCode" in json
  return hasCode && typeof json.reasonCode === "string" ? json.reasonCode : null
}
