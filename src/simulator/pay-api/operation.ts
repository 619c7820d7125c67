import type { Answer } from "../answer"
import type { World } from "../world"
import type { Caller } from "./authenticate"
import type { ReceivedRequest } from "./canonical-request"
import type { Limits } from "./throttle"

/** An authenticated call. */
export type Call = Readonly<{
  world: World
  caller: Caller
  request: ReceivedRequest
  /** The id in the path, percent-decoded; empty for operations without one. */
  id: string
  /** The parsed body; `undefined` for GET. */
  body: unknown
  /** This server, as the client reached it. */
  baseUrl: string
}>

export type Operation = Readonly<{
  /** Amazon's name without spaces. */
  name: string
  method: "GET" | "POST" | "PATCH" | "DELETE"
  /** Path after `/v2/`; its one group is the id. */
  path: RegExp
  limits: Limits
  /** Whether a POST has to carry an idempotency key. */
  requiresIdempotencyKey?: boolean
  /** @throws ApiError, Violation */
  run(call: Call): Answer
}>
