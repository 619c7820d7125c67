import { isAlgorithm } from "../pss"
import { ApiError } from "./errors"

export type Authorization = Readonly<{
  algorithm: string
  publicKeyId: string
  signedHeaders: readonly string[]
  signature: string
}>

const FORM = /^(\S+) PublicKeyId=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=(\S+)$/

/**
 * Reads `<algorithm> PublicKeyId=<id>, SignedHeaders=<list>, Signature=<base64>`.
 *
 * @throws ApiError
 */
export function parseAuthorization(header: string | undefined): Authorization {
  if (header === undefined) throw new ApiError("MissingHeader", "The request has no authorization header")
  if (!header.trim()) throw new ApiError("MissingHeaderValue", "The authorization header is empty")
  const [, algorithm, publicKeyId, signedHeaders, signature] = FORM.exec(header) ?? []
  if (!algorithm || !publicKeyId || !signedHeaders || !signature) {
    throw new ApiError(
      "InvalidHeaderValue",
      "The authorization header has to be: <algorithm> PublicKeyId=<id>, SignedHeaders=<names>, Signature=<base64>",
    )
  }
  if (!isAlgorithm(algorithm)) {
    throw new ApiError("InvalidHeaderValue", `The algorithm ${algorithm} of the authorization header is not known`)
  }
  return { algorithm, publicKeyId, signedHeaders: signedHeaders.split(";"), signature }
}
