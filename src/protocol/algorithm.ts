import type { KeyObject } from "node:crypto"

/**
 * Amazon's names for RSASSA-PSS with SHA-256 and the salt length each stands for, in bytes.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/signing-requests.html
 */
export const SALT_LENGTHS = {
  "AMZN-PAY-RSASSA-PSS": 20,
  "AMZN-PAY-RSASSA-PSS-V2": 32,
} as const

export type Algorithm = keyof typeof SALT_LENGTHS

export const ALGORITHMS = Object.keys(SALT_LENGTHS) as [Algorithm, ...Algorithm[]]

/** A merchant's key pair as used for signing: Amazon's id of the public half, and the private half, parsed once. */
export type SigningKey = Readonly<{ publicKeyId: string; privateKey: KeyObject }>
