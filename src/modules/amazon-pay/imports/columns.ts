/** The columns that an import understands. */
export const IMPORT_COLUMNS = ["charge_permission_id", "customer_id", "customer_email"] as const
export type ImportColumn = (typeof IMPORT_COLUMNS)[number]

/** What a column may be called; case, spaces and punctuation do not matter. */
const NAMES: ReadonlyMap<string, ImportColumn> = new Map([
  ["chargepermissionid", "charge_permission_id"],
  ["chargepermission", "charge_permission_id"],
  ["amazonchargepermissionid", "charge_permission_id"],
  ["customerid", "customer_id"],
  ["customeremail", "customer_email"],
  ["email", "customer_email"],
])

/** The column that a header means, or `null` for one of somebody else's. With NUL in it, it is UTF-16 and means nothing. */
export function columnOf(header: string): ImportColumn | null {
  return NAMES.get(header.toLowerCase().replace(/[^a-z0-9\0]/g, "")) ?? null
}
