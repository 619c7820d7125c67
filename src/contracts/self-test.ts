export const SELF_TEST_CHECKS = ["signature", "clock", "checkout_script", "sns_certificates"] as const
export type SelfTestCheckName = (typeof SELF_TEST_CHECKS)[number]

export const SELF_TEST_CODES = [
  "ok",
  /** Amazon does not know the public key id, or not in this mode. */
  "key_unknown",
  /** Amazon knows the key id, and the private key does not belong to it. */
  "signature_wrong",
  /** Amazon refuses the merchant account. */
  "account_refused",
  "throttled",
  "unavailable",
  "timeout",
  /** What answered is not Amazon Pay, or not as documented. */
  "unexpected_answer",
  /** This server's clock and Amazon's are more than five minutes apart. */
  "clock_off",
  /** The check needs an answer that another check did not get. */
  "not_checked",
] as const
export type SelfTestCode = (typeof SELF_TEST_CODES)[number]

/** One thing that was tried just now. */
export type SelfTestCheck = {
  name: SelfTestCheckName
  ok: boolean
  code: SelfTestCode
  message: string
  /** What to do, or `null` when all is well. */
  what_to_do: string | null
  /** Amazon's id of the request, to name in a support case. */
  request_id: string | null
  duration_ms: number
}

export type SelfTestAccount = { merchant_account: string; ok: boolean; checks: SelfTestCheck[] }

/** Answers `POST /admin/amazon-pay/status/self-test`. */
export type SelfTestResponse = { self_test: { accounts: SelfTestAccount[] } }
