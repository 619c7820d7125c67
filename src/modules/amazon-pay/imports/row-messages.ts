import type { ImportRowCode } from "../../../contracts"
import { REFUSALS } from "../errors"

const MESSAGES: Readonly<Record<ImportRowCode, string>> = {
  charge_permission_missing: "The line has no charge permission.",
  customer_missing: "The line has no customer.",
  charge_permission_malformed: "This is not a charge permission: they look like B01-1234567-1234567.",
  value_too_long: "A value is longer than any id or e-mail address.",
  value_not_utf8: "A value is not written in UTF-8. Save the file as CSV UTF-8.",
  too_many_values: "The line has more values than the first line has columns. Put quotation marks around commas.",
  duplicate_in_file: "An earlier line has the same charge permission.",
  customer_not_found: "The store has no such customer.",
  customer_ambiguous: "The customer id and the e-mail address belong to two customers.",
  charge_permission_not_found: REFUSALS.charge_permission_not_found.message,
  not_a_saved_wallet: REFUSALS.not_a_saved_wallet.message,
  wallet_of_another_customer: REFUSALS.wallet_of_another_customer.message,
  customer_deleted: "The customer was deleted.",
  refused_by_amazon: "Amazon refused to tell about this charge permission. The store's log says why.",
  amazon_unavailable: "Amazon could not be asked, however often it was tried. Import the line again.",
  internal_error: "The line could not be worked off. The store's log says why.",
}

/** What became of a row in words, or `null` when there is nothing to say. */
export function rowMessage(code: ImportRowCode | null, sameAsLine: number | null): string | null {
  if (code === null) return null
  return sameAsLine === null ? MESSAGES[code] : `${MESSAGES[code]} See line ${sameAsLine}.`
}
