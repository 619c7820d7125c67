import {
  claimFirstCharge,
  claimOperation,
  withdraw,
  type Wanted,
} from "../../../src/modules/amazon-pay/payments/operations"
import { settleOperation } from "../../../src/modules/amazon-pay/payments/send"
import { openTestStore, type TestStore } from "../support/store"

let store: TestStore

beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

const CHARGE: Wanted = {
  merchantAccount: "default",
  paymentSessionId: "payses_claims",
  customerId: null,
  walletId: null,
  chargePermissionId: "B01-0000000-0000001",
  kind: "charge",
  target: "B01-0000000-0000001",
  money: { amount: "10.00", currencyCode: "EUR" },
  call: "createCharge",
  request: {},
}

describe("a payment's first charge", () => {
  it("is nobody else's once it was made, even for who claims another amount without having seen it", async () => {
    const { runtime } = store
    const claim = await claimOperation(runtime.db, CHARGE)
    if (!("send" in claim)) throw new Error("Nothing stood in its way")
    const answered = {
      amazonId: "B01-0000000-0000001-C000001",
      amazonState: "Authorized",
      chargePermissionId: null,
    } as const
    const settled = await settleOperation(runtime, claim.send, answered)
    expect(settled).toMatchObject({ state: "succeeded", attempt: 1 })
    for (const amount of ["10.00", "11.00"]) {
      const again = await claimOperation(runtime.db, { ...CHARGE, money: { amount, currencyCode: "EUR" } })
      expect(again).toMatchObject({ done: { id: claim.send.id, amazon_id: answered.amazonId } })
    }
  })

  it("is as if it had never been when it is withdrawn, unless somebody has taken it up since", async () => {
    const { db } = store.runtime
    const wanted = { ...CHARGE, paymentSessionId: "payses_withdrawn" }
    const claim = async () => {
      const claimed = await claimFirstCharge(db, wanted)
      if (!claimed) throw new Error("Somebody else has claimed it")
      return claimed
    }
    await withdraw(db, await claim())
    const claimed = await claim()
    expect(await claimFirstCharge(db, wanted)).toBeNull()
    await db.query("update amazon_pay_operation set lease_until = now() where id = $1", [claimed.id])
    expect(await claimOperation(db, wanted)).toMatchObject({ send: { id: claimed.id } })
    await withdraw(db, claimed)
    expect(await claimFirstCharge(db, wanted)).toBeNull()
  })
})
