import { createHash } from "node:crypto"
import fc from "fast-check"
import {
  idempotencyKey,
  isChargeId,
  isChargePermissionId,
  isRefundId,
  parseCheckoutSessionId,
} from "../../../src/protocol"
import { CHARGE_ID, PERMISSION_ID, REFUND_ID, SESSION_ID } from "../support/samples"

const hostile = (id: string): [string, unknown][] => [
  ["a path", `../${id}`],
  ["an encoded slash", `${id}%2f..`],
  ["line breaks", `${id}\r\nx-injected: 1`],
  ["a line break at the end", `${id}\n`],
  ["a space", ` ${id}`],
  ["ten thousand characters", "a".repeat(10_000)],
  ["a list", [id]],
  ["two ids", `${id},${id}`],
  ["an object", { toString: () => id }],
  ["full-width digits", id.replace(/\d/, "\uff15")],
  ["a NUL", `${id}\0`],
  ["an id without dashes", id.replaceAll("-", "")],
  ["an empty text", ""],
  ["nothing", undefined],
  ["null", null],
  ["a number", 5],
]

describe("a checkout session id from a browser", () => {
  it("is one UUID, in lower case", () => {
    expect(parseCheckoutSessionId(SESSION_ID.toUpperCase())).toBe(SESSION_ID)
  })

  it.each(hostile(SESSION_ID))("is nothing when it is %s", (_, value) => {
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

describe.each([
  ["a charge permission", isChargePermissionId, PERMISSION_ID, "S01-5105180-3221187"],
  ["a charge", isChargeId, CHARGE_ID, "S01-5105180-3221187-C056351"],
  ["a refund", isRefundId, REFUND_ID, "S01-5105180-3221187-R056351"],
] as const)("the id of %s", (_, isId, id, another) => {
  it.each([id, another])("may be %s", (given) => {
    expect(isId(given)).toBe(true)
  })

  const others = [PERMISSION_ID, CHARGE_ID, REFUND_ID].filter((other) => other !== id)

  it.each<[string, unknown]>([
    ...hostile(id),
    ["in lower case", id.toLowerCase()],
    ...others.map((other): [string, string] => [other, other]),
  ])("is not %s", (__, value) => {
    expect(isId(value)).toBe(false)
  })
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
