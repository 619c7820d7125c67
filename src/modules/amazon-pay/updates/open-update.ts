import { LessThanOrEqual, type EntityManager } from "typeorm"
import type { UpdateType } from "../../../contracts"
import { WalletUpdateEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { noteStart } from "../update-links/use-of-link"
import type { SignedPayload } from "./checkout"
import { messageFor } from "./outcomes"

/** What an open update is for: a wallet and a type, or saving a new wallet in an account. */
export type OpenUpdateKey = {
  customerId: string
  merchantAccount: string
  walletId: string | null
  updateType: UpdateType
  /** The update link whose customer starts it. */
  linkId?: string
}

/** How long one update is handed out, counted from its start. */
const OPEN_HOURS = 24

const CLEARED = { token: null, payload_json: null, signature: null, public_key_id: null, algorithm: null }

/** What is forgotten when an update ends. */
export const clearedSecrets: Readonly<typeof CLEARED> = CLEARED

/**
 * Hands out the open update for this key, and notes that it does. One statement, because a buyer waits.
 *
 * @returns with what was signed for it; `null` when none is open, or too long
 * @throws MedusaError what {@link noteStart} throws when the link it is started from has ended
 */
export function takeOpenUpdate(runtime: Runtime, key: OpenUpdateKey): Promise<WalletUpdateEntity | null> {
  const of = key.walletId ? [key.walletId] : [key.customerId, key.merchantAccount]
  const values = [runtime.now(), key.linkId ?? null, key.updateType, openSince(runtime), ...of]
  return startingFromLink(runtime, key, async (db) => {
    const [[update]] = await db.query<[WalletUpdateEntity[], number]>(key.walletId ? TAKE_UPDATE : TAKE_SET_UP, values)
    return update ?? null
  })
}

const TAKE = `
  update amazon_pay_wallet_update set handed_out_at = $1, update_link_id = coalesce($2, update_link_id)
  where status = 'started' and update_type = $3 and started_at > $4`
const TAKE_UPDATE = `${TAKE} and wallet_id = $5 returning *`
const TAKE_SET_UP = `${TAKE} and customer_id = $5 and merchant_account = $6 returning *`

/** Ends the open update for this key if it has been open too long. */
export async function endStaleUpdate(runtime: Runtime, key: OpenUpdateKey): Promise<void> {
  const { customerId, merchantAccount, walletId, updateType } = key
  const of = walletId ? { wallet_id: walletId } : { customer_id: customerId, merchant_account: merchantAccount }
  await runtime.db
    .getRepository(WalletUpdateEntity)
    .update(
      { ...of, update_type: updateType, status: "started", started_at: LessThanOrEqual(openSince(runtime)) },
      { status: "expired", message: messageFor("expired"), completed_at: runtime.now(), ...clearedSecrets },
    )
}

function openSince({ now }: Runtime): Date {
  return new Date(now().getTime() - OPEN_HOURS * 3_600_000)
}

type FreshUpdate = Pick<WalletUpdateEntity, "id" | "token_hash" | "started_at" | "handed_out_at" | keyof typeof CLEARED>

/**
 * Inserts an open update unless somebody else just did. `null` means: look again.
 *
 * @throws MedusaError what {@link noteStart} throws when the link it is started from has ended; nothing is inserted then
 */
export async function insertOpenUpdate(
  runtime: Runtime,
  key: OpenUpdateKey,
  fresh: FreshUpdate,
): Promise<WalletUpdateEntity | null> {
  const row = {
    ...fresh,
    wallet_id: key.walletId,
    customer_id: key.customerId,
    merchant_account: key.merchantAccount,
    update_type: key.updateType,
    initiated_by: "customer" as const,
    status: "started" as const,
    sources: [],
    changes: [],
    reason_code: null,
    message: null,
    checkout_session_id: null,
    completed_at: null,
    update_link_id: key.linkId ?? null,
    created_at: runtime.now(),
  }
  return startingFromLink(runtime, key, async (db) => {
    const { raw } = await db
      .createQueryBuilder()
      .insert()
      .into(WalletUpdateEntity)
      .values(row)
      .orIgnore()
      .returning("id")
      .execute()
    return Array.isArray(raw) && raw.length > 0 ? row : null
  })
}

/** Writes an update and, in the same transaction, that its link led to it. Without a link it just writes. */
async function startingFromLink(
  runtime: Runtime,
  { linkId }: OpenUpdateKey,
  write: (db: EntityManager) => Promise<WalletUpdateEntity | null>,
): Promise<WalletUpdateEntity | null> {
  if (!linkId) return write(runtime.db.manager)
  return runtime.db.transaction(async (db) => {
    const update = await write(db)
    if (update) await noteStart(db, linkId, update.id, runtime.now())
    return update
  })
}

/** Replaces what is signed for an open update. `false` when it ended meanwhile. */
export async function replaceSigned(
  runtime: Runtime,
  update: Pick<WalletUpdateEntity, "id">,
  signed: Omit<SignedPayload, "productType">,
): Promise<boolean> {
  const { affected } = await runtime.db.getRepository(WalletUpdateEntity).update(
    { id: update.id, status: "started" },
    {
      payload_json: signed.payloadJson,
      signature: signed.signature,
      public_key_id: signed.publicKeyId,
      algorithm: signed.algorithm,
    },
  )
  return affected === 1
}
