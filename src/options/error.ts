export type OptionProblem = {
  /** Path of the option, e.g. `accounts.eu.publicKeyId`. */
  option: string
  message: string
}

/** The store's options cannot work. Says everything that is wrong at once, and no value of any option. */
export class AmazonPayOptionsError extends Error {
  override readonly name = "AmazonPayOptionsError"
  readonly code = "invalid_options"

  constructor(readonly problems: readonly OptionProblem[]) {
    const lines = problems.map(({ option, message }) => `  - ${option} ${message}`)
    super(`The options of medusa-payment-amazon-pay cannot be used:\n${lines.join("\n")}`)
  }
}
