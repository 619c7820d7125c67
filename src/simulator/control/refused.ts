import { asApiError } from "../pay-api/errors"

/**
 * What Amazon refuses, as an Error for whoever holds the strings.
 *
 * @throws Error with Amazon's code and message
 */
export function refusedAsError<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    const { reasonCode, message } = asApiError(error)
    throw new Error(`${reasonCode}: ${message}`, { cause: error })
  }
}
