import { spawnSync } from "node:child_process"

/**
 * RSA-2048 of one core by the system's own `openssl`, by processor time, or `null` where there is none.
 *
 * @returns {{ signPerSecond: number, verifyPerSecond: number } | null}
 */
export function opensslSpeed() {
  const { status, stdout } = spawnSync("openssl", ["speed", "-mr", "-seconds", "1", "rsa2048"], { encoding: "utf8" })
  if (status !== 0) return null
  const [, , , sign, verify] = /^\+F2:.*$/m.exec(stdout)?.[0].split(":").map(Number) ?? []
  return sign && verify ? { signPerSecond: perSecond(sign), verifyPerSecond: perSecond(verify) } : null
}

/** OpenSSL 1 tells seconds for one, OpenSSL 3 how many in a second. */
function perSecond(told) {
  return told < 1 ? 1 / told : told
}
