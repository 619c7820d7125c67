import type { ImportRowCode } from "../../../contracts"
import type { ImportRowEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { findWallets, type KnownWallet } from "./find-wallets"
import type { ParsedRow } from "./parse-file"

/** The store's customers, as far as a file names them. */
export type KnownCustomers = Readonly<{
  ids: ReadonlySet<string>
  /** By e-mail address in lower case. */
  idByEmail: ReadonlyMap<string, string>
}>

/** A row as it is stored: it waits to be looked up at Amazon, or has ended already. */
export type PlannedRow = Pick<
  ImportRowEntity,
  "line" | "customer_id" | "charge_permission_id" | "status" | "code" | "same_as_line" | "wallet_id"
>

/**
 * Decides what can be decided about rows without asking Amazon: whether the customer exists, whether the charge
 * permission comes twice, and whether it is somebody's wallet already.
 */
export async function planImport(
  runtime: Runtime,
  rows: readonly ParsedRow[],
  customers: KnownCustomers,
): Promise<PlannedRow[]> {
  const wallets = await findWallets(
    runtime,
    rows.flatMap(({ code, chargePermissionId }) => (code ? [] : (chargePermissionId ?? []))),
  )
  const lines = new Map<string, number>()
  return rows.map((row) => planRow(row, { customers, wallets, lines }))
}

type Known = {
  customers: KnownCustomers
  wallets: ReadonlyMap<string, KnownWallet>
  /** The line that stands for each charge permission. */
  lines: Map<string, number>
}

function planRow(row: ParsedRow, { customers, wallets, lines }: Known): PlannedRow {
  const { line, chargePermissionId } = row
  const { customerId, code } = row.code ? { customerId: null, code: row.code } : customerOf(row, customers)
  const planned = {
    line,
    customer_id: customerId,
    charge_permission_id: chargePermissionId,
    same_as_line: null,
    wallet_id: null,
  }
  if (code || !chargePermissionId) return { ...planned, status: "refused", code }
  const wallet = wallets.get(chargePermissionId)
  if (wallet) return { ...planned, ...outcomeOfKnown(wallet, customerId) }
  const sameAs = lines.get(chargePermissionId)
  if (sameAs) return { ...planned, status: "refused", code: "duplicate_in_file", same_as_line: sameAs }
  lines.set(chargePermissionId, line)
  return { ...planned, status: "waiting", code: null }
}

/** What a row comes to whose charge permission is a wallet of the store already. */
export function outcomeOfKnown(
  wallet: KnownWallet,
  customerId: string | null,
): Pick<ImportRowEntity, "status" | "code" | "wallet_id"> {
  if (wallet.customerId === customerId) return { status: "already_attached", code: null, wallet_id: wallet.id }
  return { status: "refused", code: "wallet_of_another_customer", wallet_id: null }
}

function customerOf(
  { customerId, customerEmail }: ParsedRow,
  { ids, idByEmail }: KnownCustomers,
): { customerId: string | null; code: ImportRowCode | null } {
  const byId = customerId && ids.has(customerId) ? customerId : null
  const byEmail = customerEmail ? (idByEmail.get(customerEmail.toLowerCase()) ?? null) : null
  if ((customerId && !byId) || (customerEmail && !byEmail)) return { customerId: null, code: "customer_not_found" }
  if (byId && byEmail && byId !== byEmail) return { customerId: null, code: "customer_ambiguous" }
  return { customerId: byId ?? byEmail, code: null }
}
