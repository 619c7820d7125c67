import type { WalletImport, WalletImportRow } from "../../../src/contracts"
import { createImport } from "../../../src/modules/amazon-pay/imports/create-import"
import { listRows, readImport } from "../../../src/modules/amazon-pay/imports/list-imports"
import { parseImportFile } from "../../../src/modules/amazon-pay/imports/parse-file"
import { planImport } from "../../../src/modules/amazon-pay/imports/plan"
import { toWalletImportRow } from "../../../src/modules/amazon-pay/imports/present"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import type { Simulator } from "../../../src/simulator"
import { MERCHANT_ID } from "../support/options"

/** What stands on a line: customer and charge permission. */
export type Line = readonly [customerId: string, chargePermissionId: string]

export const csvOf = (lines: readonly Line[]) =>
  ["customer_id,charge_permission_id", ...lines.map((line) => line.join(","))].join("\n")

/** Stores a file in which every customer exists whose id begins with `cus_`. */
export async function storeImport(runtime: Runtime, lines: readonly Line[]): Promise<string> {
  const csv = csvOf(lines)
  const { rows } = await parseImportFile(csv)
  const ids = new Set(rows.flatMap(({ customerId }) => (customerId?.startsWith("cus_") ? customerId : [])))
  const planned = await planImport(runtime, rows, { ids, idByEmail: new Map() })
  return createImport(runtime, { file: csv, rows: planned, createdBy: "user_1" })
}

export function importNow(runtime: Runtime, id: string): Promise<WalletImport> {
  return readImport(runtime, id)
}

export async function rowsNow(runtime: Runtime, importId: string): Promise<WalletImportRow[]> {
  return (await listRows(runtime, { importId }, { limit: 1_000, after: 0 })).map(toWalletImportRow)
}

/** Saved wallets that exist at Amazon only. */
export async function walletsAtAmazon({ control }: Simulator, count: number): Promise<string[]> {
  const { buyerId } = await control.createBuyer({})
  const ids: string[] = []
  for (let made = 0; made < count; made++) {
    const wallet = await control.createWallet({ merchantId: MERCHANT_ID, buyerId, productType: "PayOnly" })
    ids.push(wallet.chargePermissionId)
  }
  return ids
}
