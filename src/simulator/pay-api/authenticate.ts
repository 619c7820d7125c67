import { REGION_FACTS } from "../regions"
import { isSignedBy } from "../pss"
import { keyEnvironment, type Environment, type Merchant, type Merchants } from "../state/merchants"
import { parseAuthorization, type Authorization } from "./authorization-header"
import { canonicalRequest, type ReceivedRequest } from "./canonical-request"
import { ApiError } from "./errors"

export type Caller = Readonly<{ merchant: Merchant; environment: Environment; publicKeyId: string }>

/** Headers that every request has and every signature covers. */
const MANDATORY = ["accept", "content-type", "x-amz-pay-date", "x-amz-pay-host", "x-amz-pay-region"] as const
const IDEMPOTENCY_KEY = "x-amz-pay-idempotency-key"

type Rules = {
  merchants: Merchants
  /** From the path; `null` for `/v2`, where the key's name tells it. */
  environment: Environment | null
  now: Date
  maxDateSkewSeconds: number
  /** This server's own name, which the official SDK signs when its service URL is overridden. */
  ownHost: string
}

/**
 * Finds out who sent a request, and believes it only with a good signature over everything that matters.
 *
 * @throws ApiError
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/signing-requests.html
 */
export function authenticate(request: ReceivedRequest, rules: Rules): Caller {
  const authorization = parseAuthorization(request.headers.authorization)
  for (const name of MANDATORY) assertPresent(request, name)
  const { publicKeyId } = authorization
  const merchant = rules.merchants.byPublicKeyId(publicKeyId)
  const key = merchant?.keys.get(publicKeyId)
  if (!merchant || !key) throw new ApiError("InvalidAuthentication", `The public key id ${publicKeyId} is not known`)
  const environment = environmentOf(publicKeyId, rules.environment)
  assertAddressedToUs(request, merchant, rules.ownHost)
  assertInTime(request, rules)
  assertCovers(authorization, request)

  const content = canonicalRequest(request, authorization.signedHeaders)
  if (!isSignedBy(key, { ...authorization, content })) {
    throw new ApiError("InvalidRequestSignature", `Unable to verify the signature with the public key ${publicKeyId}`)
  }
  return { merchant, environment, publicKeyId }
}

function assertPresent({ headers }: ReceivedRequest, name: string): void {
  const value = headers[name]
  if (value === undefined) throw new ApiError("MissingHeader", `The request has no ${name} header`)
  if (!value.trim()) throw new ApiError("MissingHeaderValue", `The ${name} header is empty`)
}

/** A prefixed key goes to `/v2`, any other to `/sandbox/v2` or `/live/v2`. */
function environmentOf(publicKeyId: string, inPath: Environment | null): Environment {
  const ofKey = keyEnvironment(publicKeyId)
  if (ofKey && !inPath) return ofKey
  if (!ofKey && inPath) return inPath
  throw new ApiError(
    "InvalidAuthentication",
    ofKey
      ? `The key ${publicKeyId} is for ${ofKey} and belongs to paths that begin with /v2`
      : `The key ${publicKeyId} names no environment; use a path that begins with /sandbox/v2 or /live/v2`,
  )
}

function assertAddressedToUs({ headers }: ReceivedRequest, { region }: Merchant, ownHost: string): void {
  const { apiHost, regionHeaders } = REGION_FACTS[region]
  const host = headers["x-amz-pay-host"]?.trim()
  if (host !== apiHost && host !== ownHost) {
    throw new ApiError("InvalidHeaderValue", `x-amz-pay-host has to be ${apiHost} for this merchant`)
  }
  if (!regionHeaders.includes(headers["x-amz-pay-region"]?.trim().toLowerCase() ?? "")) {
    throw new ApiError("InvalidHeaderValue", `x-amz-pay-region has to be ${region} for this merchant`)
  }
  for (const name of ["accept", "content-type"]) {
    if (headers[name]?.toLowerCase().startsWith("application/json")) continue
    throw new ApiError("InvalidHeaderValue", `${name} has to be application/json`)
  }
}

const BASIC_DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/
const EXTENDED_DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/

function assertInTime({ headers }: ReceivedRequest, { now, maxDateSkewSeconds }: Rules): void {
  const header = headers["x-amz-pay-date"]?.trim() ?? ""
  const extended = header.replace(BASIC_DATE, "$1-$2-$3T$4:$5:$6Z")
  const time = EXTENDED_DATE.test(extended) ? Date.parse(extended) : NaN
  if (Number.isNaN(time)) {
    throw new ApiError("InvalidHeaderValue", "x-amz-pay-date has to be yyyyMMddTHHmmssZ or yyyy-MM-ddTHH:mm:ssZ")
  }
  if (Math.abs(now.getTime() - time) <= maxDateSkewSeconds * 1000) return
  throw new ApiError(
    "InvalidRequestSignature",
    `x-amz-pay-date is more than ${maxDateSkewSeconds} s off; check the clock`,
  )
}

function assertCovers({ signedHeaders }: Authorization, { headers }: ReceivedRequest): void {
  const names = signedHeaders.map((name) => name.toLowerCase())
  const mandatory = headers[IDEMPOTENCY_KEY] === undefined ? MANDATORY : [...MANDATORY, IDEMPOTENCY_KEY]
  const unsigned = mandatory.find((name) => !names.includes(name))
  if (unsigned) throw new ApiError("InvalidRequestSignature", `SignedHeaders has to contain ${unsigned}`)
  const absent = names.find((name) => headers[name] === undefined)
  if (absent !== undefined) throw new ApiError("InvalidRequestSignature", `The signed header ${absent} was not sent`)
  const sorted = [...new Set(names)].sort()
  if (sorted.join(";") === names.join(";")) return
  throw new ApiError("InvalidRequestSignature", "SignedHeaders has to be sorted and name each header once")
}
