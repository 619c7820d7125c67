import { createPublicKey, type KeyObject } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"

const FOLDER = join(__dirname, "../../vectors")

export function readVector(file: string): string {
  return readFileSync(join(FOLDER, file), "utf8")
}

function readVectors<T>(file: string): T {
  return JSON.parse(readVector(file)) as T
}

export type ButtonVectors = {
  cases: {
    name: string
    algorithm: "AMZN-PAY-RSASSA-PSS" | "AMZN-PAY-RSASSA-PSS-V2"
    saltLength: number
    payload: string
    payloadUtf8Bytes: number
    payloadSha256: string
    stringToSign: string
    signature: string
  }[]
  negative: {
    name: string
    algorithm: "AMZN-PAY-RSASSA-PSS" | "AMZN-PAY-RSASSA-PSS-V2"
    payload: string
    signature: string
  }[]
}

export type RequestVector = {
  name: string
  config: { publicKeyId: string; region: string; sandbox?: boolean; algorithm?: "AMZN-PAY-RSASSA-PSS-V2" }
  request: { method: "GET" | "POST" | "PATCH" | "DELETE"; resource?: string; path?: string; body: string }
  url?: string
  headersSentWithoutAuthorization?: Record<string, string>
  headersSigned?: Record<string, string>
  signedHeaders: string
  canonicalRequest: string
  stringToSign: string
  signature: string
}

export type RequestVectors = { nodeSdk: RequestVector[]; compact: RequestVector[] }

export type SnsVector = {
  name: string
  expect: "accept" | "refuse" | "duplicate"
  stage: "structure" | "certurl" | "certificate" | "signature" | "policy" | "dedupe" | null
  body: string
  cert: string
  stringToSign?: string
}

export type SnsVectors = { topicArn: string; merchantId: string; now: string; certUrl: string; cases: SnsVector[] }

export const buttonVectors = (): ButtonVectors => readVectors("button-payload.json")
export const requestVectors = (): RequestVectors => readVectors("api-request.json")
export const snsVectors = (): SnsVectors => readVectors("sns-envelopes.json")

/** The public half of the key that all vectors were signed with. */
export const vectorKey = (): KeyObject => createPublicKey(readVector("keys/merchant_public_spki.pem"))
