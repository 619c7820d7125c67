import { setTimeout as delay } from "node:timers/promises"
import { In } from "typeorm"
import { AmazonPayError, isChargeId, isRefundId, isSameMoney, type Charge } from "../../../protocol"
import { giveBack, settleWithoutChange } from "../inbox/settle"
import { OperationEntity, type NotificationEntity } from "../persistence/entities"
import { accountOf, accountsOfSameMerchant, type Runtime } from "../runtime"
import { noteCharge, type InFlight } from "./note-charge"
import { noteChargeback } from "./note-chargeback"
import { noteRefund } from "./note-refund"
import { isOpen, moneyOfOperation } from "./operations"

const WAIT_STEP_MS = 50
/** A notification may be faster than the answer it is about. */
const WAIT_LIMIT_MS = 3_000
const LOOK_AGAIN_SECONDS = 5

/**
 * Does what a notification about money asks for: reads the charge or refund and notes what it is; tells of a chargeback.
 * What is nobody's payment here is of no consequence.
 *
 * @throws AmazonPayError when Amazon cannot be asked
 */
export async function handleMoney(runtime: Runtime, message: NotificationEntity): Promise<void> {
  if (message.object_type === "CHARGEBACK") return noteChargeback(runtime, message)
  for (let waited = 0; waited < WAIT_LIMIT_MS; waited += WAIT_STEP_MS) {
    if ((await note(runtime, message)) !== "in flight") return settleWithoutChange(runtime, [message])
    await delay(WAIT_STEP_MS)
  }
  await giveBack(runtime, [message], LOOK_AGAIN_SECONDS)
}

async function note(runtime: Runtime, message: NotificationEntity): Promise<InFlight | "noted" | null> {
  return message.object_type === "REFUND" ? noteNotifiedRefund(runtime, message) : noteNotifiedCharge(runtime, message)
}

async function noteNotifiedCharge(runtime: Runtime, message: NotificationEntity): Promise<InFlight | "noted" | null> {
  if (!isChargeId(message.object_id)) return null
  const charge = await readFor(runtime, message, (id, account) =>
    accountOf(runtime, account).client.getCharge(id, { priority: "notification" }),
  )
  const operation = charge && (await operationOfCharge(runtime, charge))
  return operation && noteCharge(runtime, operation, charge)
}

async function noteNotifiedRefund(runtime: Runtime, message: NotificationEntity): Promise<InFlight | "noted" | null> {
  if (!isRefundId(message.object_id)) return null
  const refund = await readFor(runtime, message, (id, account) =>
    accountOf(runtime, account).client.getRefund(id, { priority: "notification" }),
  )
  if (!refund) return null
  const charge = await noteChargeFirst(runtime, refund.chargeId)
  if (charge === null || charge === "in flight") return charge
  return noteRefund(runtime, charge, refund)
}

/** The charge that was refunded, with its capture noted: what Medusa has not captured it cannot refund. */
async function noteChargeFirst(runtime: Runtime, chargeId: string): Promise<OperationEntity | InFlight | null> {
  const operation = await runtime.db.getRepository(OperationEntity).findOneBy({
    amazon_id: chargeId,
    kind: In(["charge", "capture"]),
  })
  if (!operation) return null
  const isCaptured = await runtime.db
    .getRepository(OperationEntity)
    .existsBy({ amazon_id: chargeId, kind: "capture", state: "succeeded" })
  if (isCaptured) return operation
  const { client } = accountOf(runtime, operation.merchant_account)
  const noted = await noteCharge(runtime, operation, await client.getCharge(chargeId, { priority: "notification" }))
  return noted === "in flight" ? noted : operation
}

/** The operation that made a charge: by its id, or by its reference where the answer that named the id was lost. */
async function operationOfCharge(runtime: Runtime, charge: Charge): Promise<OperationEntity | null> {
  const operations = runtime.db.getRepository(OperationEntity)
  const known = await operations.find({ where: { amazon_id: charge.chargeId, kind: In(["charge", "capture"]) } })
  const byId = known.find(({ kind }) => kind === "charge") ?? known[0]
  if (byId || !charge.merchantReferenceId) return byId ?? null
  const candidates = await operations.findBy({
    payment_session_id: charge.merchantReferenceId,
    call: In(["createCharge", "completeCheckoutSession"]),
  })
  const isItsRequest = (each: OperationEntity) =>
    isOpen(each) && isSameMoney(moneyOfOperation(each), charge.chargeAmount)
  return candidates.find(isItsRequest) ?? null
}

/** Reads with the merchant's account that knows the object; `null` where none does. */
async function readFor<T>(
  runtime: Runtime,
  message: NotificationEntity,
  read: (id: string, account: string) => Promise<T>,
): Promise<T | null> {
  for (const account of await accountsFor(runtime, message)) {
    try {
      return await read(message.object_id ?? "", account)
    } catch (error) {
      if (!(error instanceof AmazonPayError) || error.status !== 404) throw error
    }
  }
  return null
}

/** A notification names the merchant and not the environment; what we know of its charge permission does. */
async function accountsFor(runtime: Runtime, message: NotificationEntity): Promise<string[]> {
  const accounts = accountsOfSameMerchant(runtime, message.merchant_account)
  const [operation] = await operationsOfPermission(runtime, message, accounts)
  return operation ? [operation.merchant_account] : accounts
}

function operationsOfPermission(runtime: Runtime, message: NotificationEntity, accounts: string[]) {
  return runtime.db.getRepository(OperationEntity).find({
    where: { charge_permission_id: message.charge_permission_id, merchant_account: In(accounts), kind: "charge" },
    order: { created_at: "DESC" },
    take: 1,
  })
}

/** Whether a charge permission is only that of purchases here, and nobody's wallet. */
export function isOfPurchase(runtime: Runtime, message: NotificationEntity): Promise<boolean> {
  return runtime.db.getRepository(OperationEntity).existsBy({
    charge_permission_id: message.charge_permission_id,
    merchant_account: In(accountsOfSameMerchant(runtime, message.merchant_account)),
  })
}
