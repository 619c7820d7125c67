import type { CustomerData } from "../../modules/amazon-pay/upkeep/export-customer"

/**
 * One JSON document in pieces, a line each: what it is about, then a list for each kind with a line for each row.
 *
 * @param counts filled with the number of rows of each kind
 */
export async function* asJson(
  about: Record<string, unknown>,
  data: AsyncIterable<CustomerData>,
  counts: Record<string, number>,
): AsyncGenerator<string, void> {
  yield JSON.stringify(about).slice(0, -1)
  for await (const { kind, rows } of data) {
    let count = 0
    yield `,${JSON.stringify(kind)}:[`
    for await (const row of rows) yield (count++ ? "," : "") + JSON.stringify(row)
    counts[kind] = count
    yield "]"
  }
  yield "}"
}
