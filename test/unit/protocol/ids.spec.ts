import { createHash } from "node:crypto"
import fc from "fast-check"
import { idempotencyKey, isChargePermissionId, parseCheckoutSessionId } from "../../../src/protocol"
import { PERMISSION_ID, SESSION_ID } from "../support/samples"

const HOSTILE: [string, unknown][] = [
  ["a path", `../${SESSION_ID}`],
  ["an encoded slash", `${SESSION_ID}%2f..`],
  ["line breaks", `${SESSION_ID}\r\nx-injected: 1`],
  ["a line break at the end", `${SESSION_ID}\n`],
  ["a space", ` ${SESSION_ID}`],
  ["ten thousand characters", "a".repeat(10_000)],
  ["a list", [SESSION_ID]],
  ["two ids", `${SESSION_ID},${SESSION_ID}`],
  ["an object", { toString: () => SESSION_ID }],
  ["full-width digits", SESSION_ID.replace("5", "\uff15")],
  ["a NUL", `${SESSION_ID}\0`],
  ["an id without dashes", SESSION_ID.replaceAll("-", "")],
  ["an empty text", ""],
  ["nothing", undefined],
  ["null", null],
  ["a number", 5],
]

describe("a checkout session id from a browser", () => {
  it("is one UUID, in lower case", () => {
    expect(parseCheckoutSessionId(SESSION_ID.toUpperCase())).toBe(SESSION_ID)
  })

  it.each(HOSTILE)("is nothing when it is %s", (_, value) => {
    expect(parseCheckoutSessionId(value)).toBeNull()
  })

  it("can always stand in a path as it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), fc.string(), fc.anything()), (value) => {
        const id = parseCheckoutSessionId(value)
        if (id !== null) expect(encodeURIComponent(id)).toBe(id)
      }),
    )
  })
})

describe("a charge permission id", () => {
  it.each([PERMISSION_ID, "S01-5105180-3221187", "P21-1111111-1111111"])("may be %s", (id) => {
    expect(isChargePermissionId(id)).toBe(true)
  })

  it.each([...HOSTILE, ["a charge id", `${PERMISSION_ID}-C000001`], ["lower case", PERMISSION_ID.toLowerCase()]])(
    "is not %s",
    (_, value) => {
      expect(isChargePermissionId(value)).toBe(false)
    },
  )
})

describe("an idempotency key", () => {
  const parts = ["A1EXAMPLEMERCH", "sandbox", SESSION_ID, "complete"] as const

  it("is the beginning of the hash of its parts, the same in every process and version", () => {
    const hash = createHash("sha256").update(parts.join("|")).digest("base64url")
    expect(idempotencyKey(...parts)).toBe(hash.slice(0, 32))
    expect(idempotencyKey(...parts)).toBe("SR_xAbskDsLlFsNSi9Ij2gKFRHQ18Rp0")
  })

  it("fits what Amazon accepts, whatever the parts are", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "binary" })), (any) => {
        expect(idempotencyKey(...any)).toMatch(/^[A-Za-z0-9_-]{32}$/)
      }),
    )
  })

  it.each([0, 1, 2, 3])("is another one when part %d is", (index) => {
    const others = parts.map((part, at) => (at === index ? `${part}x` : part))
    expect(idempotencyKey(...others)).not.toBe(idempotencyKey(...parts))
  })
})
