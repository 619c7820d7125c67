import { constants, createHash, sign, type KeyObject } from "node:crypto"

const SALT_LENGTHS: Record<string, number> = { "AMZN-PAY-RSASSA-PSS": 20, "AMZN-PAY-RSASSA-PSS-V2": 32 }

export const V2 = "AMZN-PAY-RSASSA-PSS-V2"
export const V1 = "AMZN-PAY-RSASSA-PSS"

export function sha256Hex(content: string): string {
  return createHash("sha256").update(content).digest("hex")
}

/** Signs any text the way Amazon Pay has it, or, with another salt, the way it must not be. */
export function signText(
  key: KeyObject,
  content: string,
  algorithm = V2,
  saltLength = SALT_LENGTHS[algorithm] ?? 32,
): string {
  const text = Buffer.from(`${algorithm}\n${sha256Hex(content)}`)
  return sign("sha256", text, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }).toString("base64")
}

export type RequestToSend = {
  method: string
  path: string
  body?: string
  publicKeyId: string
  key: KeyObject
  algorithm?: string
  saltLength?: number
  /** Header changes before signing; `undefined` leaves one out. */
  headers?: Record<string, string | undefined>
  /** What SignedHeaders names, when it is not all of them. */
  signedHeaders?: string[]
  date?: Date
  host?: string
  region?: string
}

/** All headers of a signed request, by the compact set and the basic date. */
export function signedHeadersOf(request: RequestToSend): Record<string, string> {
  const algorithm = request.algorithm ?? V2
  const headers = Object.fromEntries(
    Object.entries({
      accept: "application/json",
      "content-type": "application/json",
      "x-amz-pay-date": basicDate(request.date ?? new Date()),
      "x-amz-pay-host": request.host ?? "pay-api.amazon.eu",
      "x-amz-pay-region": request.region ?? "eu",
      ...request.headers,
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  const names = request.signedHeaders ?? Object.keys(headers).sort()
  const canonical = [
    request.method,
    request.path.split("?")[0],
    request.path.split("?")[1] ?? "",
    ...names.map((name) => `${name}:${headers[name] ?? ""}`),
    "",
    names.join(";"),
    sha256Hex(request.body ?? ""),
  ].join("\n")
  const signature = signText(request.key, canonical, algorithm, request.saltLength)
  return {
    ...headers,
    authorization: `${algorithm} PublicKeyId=${request.publicKeyId}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  }
}

export function basicDate(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, "")
}
