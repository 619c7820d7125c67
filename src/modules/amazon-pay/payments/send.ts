import { In } from "typeorm"
import type { AmazonPayClient } from "../../../client/amazon-pay-client"
import type { Priority } from "../../../client/turns"
import { AmazonPayError, type ChargeRequest, type ChargeState, type Money, type RefundState } from "../../../protocol"
import { OperationEntity } from "../persistence/entities"
import type { OperationCall, OperationState } from "../persistence/entities/operation"
import { accountOf, type Runtime } from "../runtime"
import { failureInWords } from "../telemetry/failures"
import { say } from "../telemetry/say"

/** What Amazon answered, as far as it is kept. */
export type Answered = {
  amazonId: string | null
  amazonState: ChargeState | RefundState | null
  chargePermissionId: string | null
  /** Until when it can be captured. */
  expiresAt?: Date | null
  /** Where the buyer has to confirm a charge first. */
  redirectUrl?: string | null
}

/** How an operation ended: Amazon did it, or refused it and why. */
export type Sent =
  { operation: OperationEntity; answered: Answered } | { operation: OperationEntity; refused: AmazonPayError }

/** How an operation is asked for. */
export type Asked = {
  priority?: Priority
  /** Its turn at Amazon, where that was asked for before. */
  turn?: Promise<void>
  /** Nobody waits for the answer: what Amazon did is recorded in Medusa afterwards. */
  isForMedusa?: boolean
}

/**
 * Asks Amazon for a claimed operation with its key and its words, and stores what became of it. An answer that does not
 * come leaves it `unknown`: asked for again, it is the same operation.
 *
 * @throws AmazonPayError when it is not known what Amazon did
 */
export async function sendOperation(
  runtime: Runtime,
  operation: OperationEntity,
  { priority = "buyer", turn, isForMedusa }: Asked = {},
): Promise<Sent> {
  const { client } = accountOf(runtime, operation.merchant_account)
  try {
    const answered = await askFor(client, operation, { priority, turn })
    return { operation: await settleOperation(runtime, operation, answered, { isForMedusa }), answered }
  } catch (error) {
    const refused = isRefusal(error)
    await storeFailure(runtime, operation, error, refused)
    say(runtime.logger, "warn", "a payment operation did not succeed", {
      operation_id: operation.id,
      payment_session_id: operation.payment_session_id,
      kind: operation.kind,
      outcome: refused ? "declined" : "unknown",
      ...failureInWords(error),
    })
    if (!refused) throw error
    return { operation: { ...operation, state: "declined", reason_code: reasonOf(error) }, refused: error }
  }
}

/**
 * To PostgreSQL: the statement does not wait for the disk. What follows it on any connection that does, Medusa's own record
 * of the payment first of all, carries it there too. Lost in a crash before that, the operation is open, and asked for again
 * with the key it has.
 *
 * @see https://www.postgresql.org/docs/current/wal-async-commit.html
 */
const WITHOUT_WAITING = "set_config('synchronous_commit', 'off', true) = 'off'"

/** Stores that Amazon did what an operation asked for. */
export async function settleOperation(
  runtime: Runtime,
  operation: OperationEntity,
  { amazonId, amazonState, chargePermissionId, expiresAt }: Answered,
  { isForMedusa = false }: Pick<Asked, "isForMedusa"> = {},
): Promise<OperationEntity> {
  const [[settled]] = await runtime.db.query<[[OperationEntity], number]>(
    `update amazon_pay_operation set state = 'succeeded', amazon_id = $2, amazon_state = $3,
       charge_permission_id = coalesce($4, charge_permission_id), expires_at = coalesce($5, expires_at),
       needs_recording = needs_recording or $6, reason_code = null, lease_until = null, updated_at = now()
     where id = $1 and ${WITHOUT_WAITING} returning *`,
    [operation.id, amazonId, amazonState, chargePermissionId, expiresAt ?? null, isForMedusa],
  )
  return settled
}

/**
 * Nothing in Medusa may stand for what is not known: Medusa deletes the capture or refund whose provider failed. Of what
 * somebody else settled meanwhile, a failure says nothing.
 */
async function storeFailure(
  runtime: Runtime,
  operation: OperationEntity,
  error: unknown,
  refused: boolean,
): Promise<void> {
  await runtime.db.getRepository(OperationEntity).update(isStillOpen(operation), {
    state: refused ? "declined" : "unknown",
    reason_code: reasonOf(error),
    medusa_id: null,
    lease_until: null,
  })
}

function isStillOpen({ id }: OperationEntity) {
  return { id, state: In<OperationState>(["sent", "unknown"]) }
}

/** Amazon's no, after which nothing was done. A key that Amazon knows with other words says nothing about the first. */
function isRefusal(error: unknown): error is AmazonPayError {
  if (!(error instanceof AmazonPayError)) return false
  if (error.code === "invalid_input") return true
  return error.code === "request_refused" && error.reasonCode !== "DuplicateIdempotencyKey"
}

function reasonOf(error: unknown): string | null {
  return error instanceof AmazonPayError ? (error.reasonCode ?? error.code) : null
}

type HowAsked = Pick<Asked, "priority" | "turn">

type Ask = (
  client: AmazonPayClient,
  operation: OperationEntity,
  request: never,
  how: HowAsked & { idempotencyKey: string },
) => Promise<Answered>

const CALLS: Readonly<Record<OperationCall, Ask>> = {
  async createCharge(client, _, request: ChargeRequest, how) {
    const { chargeId, state, chargePermissionId, expiresAt, redirectUrl } = await client.createCharge(request, how)
    return { amazonId: chargeId, amazonState: state, chargePermissionId, expiresAt, redirectUrl }
  },
  async completeCheckoutSession(client, { target }, request: { chargeAmount: Money }, how) {
    const { chargeId, chargePermissionId } = await client.completeCheckoutSession(target, { ...request, ...how })
    return { amazonId: chargeId, amazonState: null, chargePermissionId }
  },
  async captureCharge(client, { target }, request: { captureAmount: Money }, how) {
    const { chargeId, state, chargePermissionId } = await client.captureCharge(target, { ...request, ...how })
    return { amazonId: chargeId, amazonState: state, chargePermissionId }
  },
  async createRefund(client, _, request: { chargeId: string; refundAmount: Money }, how) {
    const { refundId, state } = await client.createRefund(request, how)
    return { amazonId: refundId, amazonState: state, chargePermissionId: null }
  },
}

function askFor(client: AmazonPayClient, operation: OperationEntity, how: HowAsked): Promise<Answered> {
  const { call, request, idempotency_key: idempotencyKey } = operation
  if (!call || !request) throw new TypeError("amazon-pay: an operation that was only seen is never sent")
  return CALLS[call](client, operation, JSON.parse(request) as never, { ...how, idempotencyKey })
}
