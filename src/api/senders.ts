import { hash, randomBytes } from "node:crypto"
import { isIPv6 } from "node:net"

/**
 * Gives everybody a place among so many: the same one as long as this process lives, and telling nothing of who it is. What
 * is counted by place takes no more memory than there are places. Two that share one are counted together.
 */
export function createPlaces(places: number): (name: string) => number {
  const secret = randomBytes(16).toString("hex")
  return (name) => parseInt(hash("sha256", secret + name).slice(0, 8), 16) % places
}

/**
 * Whom an address stands for: itself, or of IPv6 the network, for everybody there has a whole one.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6177
 */
export function networkOf(address: string): string {
  const [plain = ""] = address.split("%")
  if (!isIPv6(plain)) return plain
  const groups = groupsOf(plain)
  const mapped = groups.slice(0, 6).join(":") === "0:0:0:0:0:ffff"
  return mapped ? dotted(groups.slice(6)) : `${groups.slice(0, 4).join(":")}::/64`
}

/** The eight groups of an IPv6 address, in the one way in which URLs spell them. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::")
  const first = head.split(":").filter(Boolean)
  const last = (tail ?? "").split(":").filter(Boolean)
  return [...first, ...Array<string>(8 - first.length - last.length).fill("0"), ...last]
}

function dotted(groups: readonly string[]): string {
  return groups.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]).join(".")
}
