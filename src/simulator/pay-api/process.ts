import { errorAnswer, type Answer } from "../answer"
import type { Environment } from "../state/merchants"
import type { World } from "../world"
import { authenticate, type Caller } from "./authenticate"
import { splitTarget, type ReceivedRequest } from "./canonical-request"
import { ApiError, asApiError } from "./errors"
import { assertIdempotencyKey } from "./idempotency"
import type { Operation } from "./operation"
import { OPERATIONS } from "./operations"

const PATH = /^(?:\/(sandbox|live))?\/(v\d+)\/(.+?)\/?$/

export type Route = Readonly<{ operation: Operation; environment: Environment | null; id: string }>

/** What was decided about a request. */
export type Decision = Readonly<{ answer: Answer; caller: Caller | null; replayed: boolean }>

/** Which operation a request line means; `undefined` when none does. */
export function routeOf(method: string, target: string): Route | undefined {
  const [, environment, version, resource = ""] = PATH.exec(splitTarget(target).path) ?? []
  if (version !== "v2") return undefined
  for (const operation of OPERATIONS) {
    const match = operation.method === method ? operation.path.exec(resource) : null
    if (match) return { operation, environment: asEnvironment(environment), id: decoded(match[1] ?? "") }
  }
  return undefined
}

/** Decides one API request, completely and at once. Never throws for what a client sent. */
export function processRequest(
  world: World,
  request: ReceivedRequest,
  server: { ownHost: string; baseUrl: string; wallClock: Date },
): Decision {
  let caller: Caller | null = null
  try {
    const route = requiredRoute(request)
    caller = authenticate(request, {
      merchants: world.merchants,
      environment: route.environment,
      now: server.wallClock,
      maxDateSkewSeconds: world.modes.maxDateSkewSeconds,
      ownHost: server.ownHost,
    })
    return { ...perform(world, request, route, caller, server.baseUrl), caller }
  } catch (error) {
    return { answer: refusal(error), caller, replayed: false }
  }
}

function perform(world: World, request: ReceivedRequest, route: Route, caller: Caller, baseUrl: string) {
  const { operation, id } = route
  const owner = `${caller.merchant.merchantId}/${caller.environment}`
  if (world.modes.throttling) world.throttle.take(owner, operation.name, operation.limits[caller.environment])
  const key = idempotencyKeyOf(request, operation)
  const call = { world, caller, request, id, baseUrl }
  if (key === null) return { answer: operation.run({ ...call, body: bodyOf(request) }), replayed: false }

  const fingerprint = { path: splitTarget(request.target).path, body: request.body }
  const stored = world.idempotency.recall(owner, key, fingerprint)
  if (stored) return { answer: stored, replayed: true }
  const answer = decide(() => operation.run({ ...call, body: bodyOf(request) }))
  world.idempotency.keep(owner, key, fingerprint, answer)
  return { answer, replayed: false }
}

/** A refusal is an answer too, where the answer is kept. */
function decide(run: () => Answer): Answer {
  try {
    return run()
  } catch (error) {
    return refusal(error)
  }
}

function idempotencyKeyOf({ method, headers }: ReceivedRequest, operation: Operation): string | null {
  if (method !== "POST") return null
  const key = headers["x-amz-pay-idempotency-key"]
  if (key !== undefined) assertIdempotencyKey(key)
  if (key !== undefined || !operation.requiresIdempotencyKey) return key ?? null
  throw new ApiError("MissingHeader", `${operation.name} needs an x-amz-pay-idempotency-key header`)
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

function bodyOf({ method, body }: ReceivedRequest): unknown {
  if (method === "GET") return undefined
  try {
    const json: unknown = JSON.parse(utf8.decode(body))
    if (typeof json === "object" && json !== null && !Array.isArray(json)) return json
  } catch {
    // The same refusal as for JSON that is no object.
  }
  throw new ApiError("InvalidRequestFormat", "The body has to be a JSON object")
}

function requiredRoute({ method, target }: ReceivedRequest): Route {
  const route = routeOf(method, target)
  if (route) return route
  const { path } = splitTarget(target)
  const version = PATH.exec(path)?.[2]
  if (version && version !== "v2") throw new ApiError("InvalidAPIVersion", `The API version ${version} is not known`)
  const isKnown = (["GET", "POST", "PATCH", "DELETE"] as const).some((other) => routeOf(other, target))
  if (isKnown) throw new ApiError("UnsupportedOperation", `${method} is not supported for ${path}`)
  throw new ApiError("ResourceNotFound", `There is nothing at ${path}`)
}

function refusal(error: unknown): Answer {
  const { status, reasonCode, message } = asApiError(error)
  return errorAnswer(status, reasonCode, message)
}

function asEnvironment(text: string | undefined): Environment | null {
  return text === "sandbox" || text === "live" ? text : null
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
