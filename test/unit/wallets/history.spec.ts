import fc from "fast-check"
import {
  CHANGE_FIELDS,
  UPDATE_SOURCES,
  UPDATE_STATUSES,
  type UpdateStatus,
  type WalletChange,
} from "../../../src/contracts"
import { MAX_ATTEMPTS, backoffSeconds } from "../../../src/modules/amazon-pay/inbox/backoff"
import { canceledOutcome, messageFor, returnOutcome } from "../../../src/modules/amazon-pay/updates/outcomes"
import { isOpen, nextStatus } from "../../../src/modules/amazon-pay/updates/ranks"
import { withSource } from "../../../src/modules/amazon-pay/updates/sources"
import { attribute } from "../../../src/modules/amazon-pay/wallets/attribution"
import {
  becameStatus,
  differences,
  joinChanges,
  snapshotAfter,
  snapshotOf,
  type Snapshot,
} from "../../../src/modules/amazon-pay/wallets/snapshot"
import { parseChargePermission } from "../../../src/protocol"
import { chargePermission } from "../support/samples"

const address = (city: string) => ({
  name: null,
  address_line_1: null,
  address_line_2: null,
  address_line_3: null,
  city,
  county: null,
  district: null,
  state_or_region: null,
  postal_code: null,
  country_code: null,
  phone_number: null,
})

const SNAPSHOT: Snapshot = {
  status: "chargeable",
  reasons: [],
  payment_descriptor: "Visa ****1111",
  shipping_address: address("London"),
  billing_address: null,
  product_type: "pay_and_ship",
}

const anySnapshot: fc.Arbitrary<Snapshot> = fc.record({
  status: fc.constantFrom("chargeable" as const, "non_chargeable" as const, "closed" as const),
  reasons: fc.subarray(["ChargeInProgress", "MFAFailed"]),
  payment_descriptor: fc.constantFrom(null, "Visa ****1111", "Amex ****2222"),
  shipping_address: fc.constantFrom(null, address("London"), address("Paris")),
  billing_address: fc.constantFrom(null, address("London")),
  product_type: fc.constantFrom("pay_only" as const, "pay_and_ship" as const),
})

describe("what a reading says about a wallet", () => {
  const read = (more: Record<string, unknown>, was: "pay_only" | "pay_and_ship" = "pay_only") =>
    snapshotOf(parseChargePermission(chargePermission(more)), was)

  it("is status, reasons in one order, descriptor, addresses and product type", () => {
    const reasons = [{ reasonCode: "PaymentMethodExpired" }, { reasonCode: "MFAFailed" }]
    expect(read({ statusDetails: { state: "NonChargeable", reasons } })).toMatchObject({
      status: "non_chargeable",
      reasons: ["MFAFailed", "PaymentMethodExpired"],
      payment_descriptor: "Visa ****1111 (Amazon Pay)",
      shipping_address: { city: "London" },
      billing_address: null,
      product_type: "pay_and_ship",
    })
  })

  it.each(["pay_only", "pay_and_ship"] as const)("without an address keeps the wallet %s", (was) => {
    expect(read({ shippingAddress: null }, was).product_type).toBe(was)
  })
})

describe("what a wallet is after a reading", () => {
  const wallet = (status: Snapshot["status"]) => ({
    ...SNAPSHOT,
    status,
    product_type: "pay_only" as const,
    id: "apw_1",
  })
  const reading = (state: string) =>
    parseChargePermission(chargePermission({ shippingAddress: null, statusDetails: { state, reasons: null } }))

  it.each([
    ["chargeable", "Chargeable"],
    ["chargeable", "NonChargeable"],
    ["chargeable", "Closed"],
    ["non_chargeable", "Chargeable"],
    ["closed", "Closed"],
  ] as const)("is what Amazon says when it was %s and is %s", (was, state) => {
    expect(snapshotAfter(wallet(was), reading(state))).toEqual(snapshotOf(reading(state), "pay_only"))
  })

  it.each(["Chargeable", "NonChargeable"])("is what it was when it was closed and is said to be %s", (state) => {
    const { id: _, ...snapshot } = wallet("closed")
    expect(snapshotAfter(wallet("closed"), reading(state))).toEqual(snapshot)
  })
})

describe("the difference between two readings", () => {
  it("is nothing when nothing differs", () => {
    fc.assert(fc.property(anySnapshot, (snapshot) => expect(differences(snapshot, stored(snapshot))).toEqual([])))
  })

  /** As PostgreSQL gives it back: other objects, with their members in another order. */
  function stored(snapshot: Snapshot): Snapshot {
    const members = Object.entries(snapshot.shipping_address ?? {}).reverse()
    const shipping_address = snapshot.shipping_address && Object.fromEntries(members)
    return JSON.parse(JSON.stringify({ ...snapshot, shipping_address })) as Snapshot
  }

  it("names each field that differs once, with what it was and what it is", () => {
    fc.assert(
      fc.property(anySnapshot, anySnapshot, (before, after) => {
        const changes = differences(before, after)
        const named = changes.map(({ field }) => field)
        expect(named).toEqual(CHANGE_FIELDS.filter((field) => named.includes(field)))
        for (const { field, ...change } of changes)
          expect(change).toEqual({ before: before[field], after: after[field] })
        const applied = { ...before, ...Object.fromEntries(changes.map(({ field, after: now }) => [field, now])) }
        expect(applied).toEqual(after)
      }),
    )
  })

  it("followed by another is the difference of the whole way", () => {
    fc.assert(
      fc.property(anySnapshot, anySnapshot, anySnapshot, (a, b, c) => {
        expect(joinChanges(differences(a, b), differences(b, c))).toEqual(differences(a, c))
      }),
    )
  })

  it("that is undone leaves nothing", () => {
    fc.assert(
      fc.property(anySnapshot, anySnapshot, (a, b) => {
        expect(joinChanges(differences(a, b), differences(b, a))).toEqual([])
      }),
    )
  })

  it.each([
    ["non_chargeable", true],
    ["closed", false],
  ] as const)("tells whether the wallet became %s: %s", (status, became) => {
    const changes = differences(SNAPSHOT, { ...SNAPSHOT, status: "non_chargeable" })
    expect(becameStatus(changes, status)).toBe(became)
  })

  it("tells a new status among other changes, and from another field", () => {
    const other: WalletChange = { field: "payment_descriptor", before: "Visa ****1111", after: "closed" }
    const closed = differences(SNAPSHOT, { ...SNAPSHOT, status: "closed" })
    expect(becameStatus([...closed, other], "closed")).toBe(true)
    expect(becameStatus([other], "closed")).toBe(false)
  })
})

describe("whose change it is", () => {
  const change = (
    field: WalletChange["field"],
    before: string | null = "a",
    after: string | null = "b",
  ): WalletChange => ({
    field,
    before,
    after,
  })
  const healed = change("status", "non_chargeable", "chargeable")

  it.each<[string, WalletChange[], Parameters<typeof attribute>[1], WalletChange["field"][]]>([
    ["another card", [change("payment_descriptor")], "payment_method", ["payment_descriptor"]],
    ["another billing address", [change("billing_address")], "payment_method", ["billing_address"]],
    ["another card on an address update", [change("payment_descriptor")], "shipping_address", []],
    ["another address", [change("shipping_address")], "shipping_address", ["shipping_address"]],
    ["another address on a card update", [change("shipping_address")], "payment_method", []],
    ["a wallet that ships now", [change("product_type")], "shipping_address", ["product_type"]],
    ["a healed wallet", [healed, change("reasons")], "payment_method", ["status", "reasons"]],
    ["a healed wallet on an address update", [healed, change("reasons")], "shipping_address", []],
    ["a healed wallet and another address", [healed, change("shipping_address")], "payment_method", ["status"]],
    [
      "a wallet closed after it could not be charged",
      [change("status", "non_chargeable", "closed"), change("reasons")],
      "payment_method",
      [],
    ],
    ["other reasons alone", [change("reasons")], "payment_method", []],
    ["a closed wallet", [change("status", "chargeable", "closed"), change("reasons")], "payment_method", []],
    ["a wallet reopened", [change("status", "closed", "chargeable")], "payment_method", []],
    ["a wallet that cannot be charged now", [change("status", "chargeable", "non_chargeable")], "payment_method", []],
    ["anything at all", [healed, change("payment_descriptor"), change("shipping_address")], "set_up", []],
  ])("%s", (_, changes, updateType, expected) => {
    expect(attribute(changes, updateType).fitting.map(({ field }) => field)).toEqual(expected)
  })

  it("is decided for every change, and for each one once", () => {
    const updateType = fc.constantFrom("payment_method" as const, "shipping_address" as const, "set_up" as const)
    fc.assert(
      fc.property(anySnapshot, anySnapshot, updateType, (before, after, type) => {
        const changes = differences(before, after)
        const { fitting, others } = attribute(changes, type)
        expect([...fitting, ...others].sort(byField)).toEqual([...changes].sort(byField))
      }),
    )
  })

  const byField = (a: WalletChange, b: WalletChange) => a.field.localeCompare(b.field)
})

describe("the status of an update", () => {
  const anyStatus = fc.constantFrom(...UPDATE_STATUSES)
  const rank = (status: UpdateStatus) => ({ started: 0, pending: 1, completed: 3 })[status as "started"] ?? 2

  it("never goes back, in whatever order things are learned", () => {
    fc.assert(
      fc.property(fc.array(anyStatus), (learned) => {
        let status: UpdateStatus = "started"
        for (const each of learned) {
          const next = nextStatus(status, each)
          expect(rank(next)).toBeGreaterThanOrEqual(rank(status))
          status = next
        }
        if (learned.includes("completed")) expect(status).toBe("completed")
      }),
    )
  })

  it.each(["canceled", "declined", "failed", "expired", "pending", "started"] as const)(
    "stays completed when it is learned that another session is %s",
    (status) => {
      expect(nextStatus("completed", status)).toBe("completed")
    },
  )

  it.each(["canceled", "declined", "failed", "expired"] as const)(
    "%s is overridden by a verified success",
    (status) => {
      expect(nextStatus(status, "completed")).toBe("completed")
    },
  )

  it("is the one learned last where several failures are known", () => {
    expect(nextStatus("canceled", "declined")).toBe("declined")
    expect(nextStatus("declined", "canceled")).toBe("canceled")
  })

  it.each([
    ["started", true],
    ["pending", true],
    ["completed", false],
    ["canceled", false],
    ["declined", false],
    ["failed", false],
    ["expired", false],
  ] as const)("%s is open: %s", (status, open) => {
    expect(isOpen(status)).toBe(open)
  })

  it.each([
    ["started", "pending"],
    ["pending", "pending"],
    ["completed", "completed"],
    ["canceled", "canceled"],
    ["declined", "declined"],
    ["failed", "failed"],
    ["expired", "failed"],
  ] as const)("%s is told to the storefront as %s", (status, outcome) => {
    expect(returnOutcome(status)).toBe(outcome)
  })
})

describe("a canceled session", () => {
  it.each([
    ["BuyerCanceled", "canceled"],
    ["Declined", "declined"],
    ["Expired", "expired"],
    ["AmazonCanceled", "failed"],
    ["SomethingNew", "failed"],
    ["", "failed"],
    [null, "failed"],
  ])("for the reason %j is %s", (reasonCode, status) => {
    expect(canceledOutcome(reasonCode)).toEqual({ status, reasonCode })
  })

  it.each(["declined", "failed", "expired"] as const)("that is %s shows the buyer Amazon's own words", (status) => {
    expect(messageFor(status)).toMatch(/^The update for your address or payment method failed\. Please try again\./)
  })

  it("by the buyer is no failure in the words", () => {
    expect(messageFor("canceled")).toMatch(/cancel/)
    expect(messageFor("canceled")).not.toMatch(/fail/)
  })

  it("has words for everything but success", () => {
    expect(messageFor("completed")).toBeNull()
    expect(messageFor("pending")).toMatch(/not confirmed/)
  })
})

it("the sources of an update are each named once, in the order of the contract", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...UPDATE_SOURCES)), (heard) => {
      const sources = heard.reduce<ReturnType<typeof withSource>>((known, source) => withSource(known, source), [])
      expect(sources).toEqual(UPDATE_SOURCES.filter((source) => heard.includes(source)))
    }),
  )
})

describe("the wait before a message is tried again", () => {
  it.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [10, 2560],
    [11, 3600],
    [MAX_ATTEMPTS, 3600],
    [5_000, 3600],
  ])("after try %d is at most %d seconds, and at least half of that", (attempts, seconds) => {
    expect(backoffSeconds(attempts, 0)).toBe(seconds)
    expect(backoffSeconds(attempts, 0.999999)).toBeCloseTo(seconds / 2, 1)
  })

  it("adds up to more than an hour before a message is dead", () => {
    const waits = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, at) => backoffSeconds(at + 1, 0.999))
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(3_600)
  })
})
