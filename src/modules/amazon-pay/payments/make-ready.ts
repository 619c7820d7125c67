import type { OperationEntity } from "../persistence/entities"
import { accountOf, type Runtime } from "../runtime"
import { claimFirstCharge, withdraw, type Wanted } from "./operations"

/**
 * Asks Amazon whether a charge may be made, and throws where it may not.
 *
 * @param whileWaiting called when the question is out
 */
export type MayBeMade = (whileWaiting: () => void) => Promise<void>

/** A claimed charge with its turn at Amazon: it only has to be sent. */
export type Ready = { operation: OperationEntity; turn: Promise<void> }

/**
 * Claims a payment's first charge while Amazon answers whether it may be made: a buyer waits for both. Nothing is sent
 * before that answer, and where it is no, or does not come, the claim is let go.
 *
 * @returns `null` where it is not the first
 * @throws what `mayBeMade` throws
 */
export async function makeReady(runtime: Runtime, wanted: Wanted, mayBeMade: MayBeMade): Promise<Ready | null> {
  const claim: { begun?: Promise<Ready | null> } = {}
  try {
    await mayBeMade(() => {
      claim.begun ??= begin(runtime, wanted)
    })
  } catch (error) {
    const ready = await claim.begun?.catch(() => null)
    if (ready) await withdraw(runtime.db, ready.operation)
    throw error
  }
  return (await claim.begun) ?? null
}

/** Whoever waits for one of these promises may not wait yet, or not any more, when it fails. */
function begin(runtime: Runtime, wanted: Wanted): Promise<Ready | null> {
  const turn = accountOf(runtime, wanted.merchantAccount).client.turnFor(wanted.call)
  const ready = claimFirstCharge(runtime.db, wanted).then((operation) => operation && { operation, turn })
  for (const promise of [turn, ready]) promise.catch(() => undefined)
  return ready
}
