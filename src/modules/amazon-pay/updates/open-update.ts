import { Brackets, type EntityManager, type ObjectLiteral, type SelectQueryBuilder } from "typeorm"
import type { UpdateType } from "../../../contracts"
import { WalletUpdateEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { noteStart } from "../update-links/use-of-link"
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

/** Everything that is signed or secret, and therefore not selected by default. */
const SIGNED_COLUMNS = ["token", "payload_json", "signature", "public_key_id", "algorithm"] as const

const CLEARED = { token: null, payload_json: null, signature: null, public_key_id: null, algorithm: null }

/** What is forgotten when an update ends. */
export const clearedSecrets: Readonly<typeof CLEARED> = CLEARED

/** The open update for this key, or `null`; one that has been open too long is ended first. */
export async function findOpenUpdate(runtime: Runtime, key: OpenUpdateKey): Promise<WalletUpdateEntity | null> {
  const update = await forKey(runtime.db.createQueryBuilder(WalletUpdateEntity, "u"), key)
    .addSelect(SIGNED_COLUMNS.map((column) => `u.${column}`))
    .getOne()
  if (!update?.started_at) return null
  const now = runtime.now()
  const ends = update.started_at.getTime() + OPEN_HOURS * 3_600_000
  if (ends > now.getTime()) return update
  await runtime.db
    .getRepository(WalletUpdateEntity)
    .update(
      { id: update.id, status: "started" },
      { status: "expired", message: messageFor("expired"), completed_at: now, ...clearedSecrets },
    )
  return null
}

function forKey<T extends ObjectLiteral>(query: SelectQueryBuilder<T>, key: OpenUpdateKey) {
  return query
    .where("u.status = 'started' and u.update_type = :updateType", key)
    .andWhere(
      new Brackets((which) =>
        key.walletId
          ? which.where("u.wallet_id = :walletId", key)
          : which.where("u.customer_id = :customerId and u.merchant_account = :merchantAccount", key),
      ),
    )
}

type FreshUpdate = Pick<
  WalletUpdateEntity,
  "id" | "token_hash" | "started_at" | "handed_out_at" | (typeof SIGNED_COLUMNS)[number]
>

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
  const inserted = await startingFromLink(runtime, key, row.id, async (db) => {
    const { raw } = await db
      .createQueryBuilder()
      .insert()
      .into(WalletUpdateEntity)
      .values(row)
      .orIgnore()
      .returning("id")
      .execute()
    return Array.isArray(raw) && raw.length > 0
  })
  return inserted ? row : null
}

/** Writes an update and, in the same transaction, that its link led to it. Without a link it just writes. */
async function startingFromLink(
  runtime: Runtime,
  { linkId }: OpenUpdateKey,
  updateId: string,
  write: (db: EntityManager) => Promise<boolean>,
): Promise<boolean> {
  if (!linkId) return write(runtime.db.manager)
  return runtime.db.transaction(async (db) => {
    const written = await write(db)
    if (written) await noteStart(db, linkId, updateId, runtime.now())
    return written
  })
}

type Signed = { payloadJson: string; signature: string; publicKeyId: string; algorithm: string }

/**
 * Notes that the update is handed out now, with what is signed for it. `false` when it ended meanwhile.
 *
 * @throws MedusaError what {@link noteStart} throws when the link it is started from has ended
 */
export async function handOutAgain(
  runtime: Runtime,
  key: OpenUpdateKey,
  update: WalletUpdateEntity,
  signed: Signed,
): Promise<boolean> {
  return startingFromLink(runtime, key, update.id, async (db) => {
    const { affected } = await db.update(
      WalletUpdateEntity,
      { id: update.id, status: "started" },
      {
        handed_out_at: runtime.now(),
        payload_json: signed.payloadJson,
        signature: signed.signature,
        public_key_id: signed.publicKeyId,
        algorithm: signed.algorithm,
        ...(key.linkId && { update_link_id: key.linkId }),
      },
    )
    return affected === 1
  })
}
