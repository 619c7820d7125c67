import { sha256Hex } from "../pss"

export type ReceivedRequest = Readonly<{
  method: string
  /** Path and query exactly as on the request line. */
  target: string
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>
  body: Buffer
}>

/**
 * The text whose hash was signed, built from what arrived. Only headers named in `SignedHeaders` take part.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/signing-requests.html
 */
export function canonicalRequest(request: ReceivedRequest, signedHeaders: readonly string[]): string {
  const { path, query } = splitTarget(request.target)
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(query),
    ...signedHeaders.map((name) => `${name.toLowerCase()}:${canonicalValue(request.headers[name.toLowerCase()])}`),
    "",
    signedHeaders.join(";"),
    sha256Hex(request.body),
  ].join("\n")
}

export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf("?")
  if (mark < 0) return { path: target, query: "" }
  return { path: target.slice(0, mark), query: target.slice(mark + 1) }
}

function canonicalPath(path: string): string {
  const encoded = path.split("/").map((segment) => encode(decode(segment)))
  return encoded.join("/").replace(/\/{2,}/g, "/") || "/"
}

function canonicalQuery(query: string): string {
  if (!query) return ""
  const pairs = query.split("&").map((pair) => {
    const [name = "", ...value] = pair.split("=")
    return `${encode(decode(name))}=${encode(decode(value.join("=")))}`
  })
  return pairs.sort().join("&")
}

function canonicalValue(value = ""): string {
  return value.trim().replace(/\s+/g, " ")
}

/** A segment that is no percent-encoding stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
