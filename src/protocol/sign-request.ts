import type { Algorithm, SigningKey } from "./algorithm"
import { sha256Hex, signPss } from "./pss"

export type RequestToSign = {
  method: "GET" | "POST" | "PATCH" | "DELETE"
  /** Absolute path without the query string. */
  path: string
  query?: Readonly<Record<string, string>>
  /** The exact body, empty for none. */
  body: string
  /** Host the signature is for, whatever connection carries it. */
  host: string
  region: string
  date: Date
  algorithm: Algorithm
  /** At most 32 characters of `[A-Za-z0-9_-]`. */
  idempotencyKey?: string
}

/**
 * All headers of a signed API request, names in lower case. The user agent is left out of the signature, so that a proxy
 * may change it.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/signing-requests.html
 */
export async function signRequest(request: RequestToSign, key: SigningKey): Promise<Record<string, string>> {
  const headers = headersToSign(request)
  const signature = await signPss(canonicalRequest(request, headers), key.privateKey, request.algorithm)
  const fields = [
    `PublicKeyId=${key.publicKeyId}`,
    `SignedHeaders=${signedHeaderNames(headers)}`,
    `Signature=${signature}`,
  ]
  return { ...headers, authorization: `${request.algorithm} ${fields.join(", ")}` }
}

function headersToSign(request: RequestToSign): Record<string, string> {
  return {
    accept: "application/json",
    "content-type": "application/json",
    "x-amz-pay-date": basicTimestamp(request.date),
    "x-amz-pay-host": request.host,
    ...(request.idempotencyKey !== undefined && { "x-amz-pay-idempotency-key": request.idempotencyKey }),
    "x-amz-pay-region": request.region,
  }
}

/** The text whose hash is signed: method, path, query, headers, their names, and the hash of the body. */
export function canonicalRequest(
  request: Pick<RequestToSign, "method" | "path" | "query" | "body">,
  headers: Readonly<Record<string, string>>,
): string {
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query ?? {}),
    ...sortedNames(headers).map((name) => `${name}:${canonicalValue(headers[name] ?? "")}`),
    "",
    signedHeaderNames(headers),
    sha256Hex(request.body),
  ].join("\n")
}

/** `yyyyMMddTHHmmssZ` in UTC. */
export function basicTimestamp(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, "")
}

function canonicalPath(path: string): string {
  return (
    path
      .split("/")
      .map(encodeRfc3986)
      .join("/")
      .replace(/\/{2,}/g, "/") || "/"
  )
}

function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return Object.entries(query)
    .map(([name, value]) => [encodeRfc3986(name), encodeRfc3986(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&")
}

function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

function canonicalValue(value: string): string {
  return value.trim().replace(/\s+/g, " ")
}

function sortedNames(headers: Readonly<Record<string, string>>): string[] {
  return Object.keys(headers).sort()
}

function signedHeaderNames(headers: Readonly<Record<string, string>>): string {
  return sortedNames(headers).join(";")
}
