/** @jest-environment jsdom */
import type { AdminPayment, Chargeback, PaymentMovement } from "../../../src/contracts"
import { Panel } from "./panel"
import OrderAmazonPayWidget from "../../../admin/widgets/order-amazon-pay"
import { HOSTILE } from "./samples"

type Order = Parameters<typeof OrderAmazonPayWidget>[0]["data"]

const TITLE = "Amazon Pay"

let panel: Panel
afterEach(() => panel.close())

const order = (provider_id = "pp_amazon-pay_default") =>
  ({ id: "order_1", payment_collections: [{ payments: [{ provider_id }] }] }) as unknown as Order

function movement(parts: Partial<PaymentMovement> = {}): PaymentMovement {
  return {
    id: "apwo_1",
    kind: "capture",
    amount: "10.00",
    currency_code: "EUR",
    state: "done",
    amazon_id: "S02-1234567-1234567-C000001",
    reason_code: null,
    made_in: "store",
    is_recorded: true,
    created_at: "2026-09-01T10:00:00.000Z",
    ...parts,
  }
}

function chargeback(parts: Partial<Chargeback> = {}): Chargeback {
  return {
    id: "dispute_1",
    charge_permission_id: "S02-1234567-1234567",
    wallet_id: "apw_1",
    payment_session_id: "payses_1",
    charge_id: "S02-1234567-1234567-C000001",
    amount: "14.00",
    currency_code: "EUR",
    opened_at: "2026-09-02T10:00:00.000Z",
    ...parts,
  }
}

function payment(parts: Partial<AdminPayment> = {}): AdminPayment {
  return {
    id: "payses_1",
    payment_id: "pay_1",
    merchant_account: "default",
    environment: "sandbox",
    initiator: "customer",
    customer_id: "cus_1",
    wallet_id: "apw_1",
    payment_descriptor: "Visa ****1111",
    charge_permission_id: "S02-1234567-1234567",
    charge_id: "S02-1234567-1234567-C000001",
    state: "authorized",
    reason_code: null,
    expires_at: "2026-10-01T10:00:00.000Z",
    decline: null,
    currency_code: "EUR",
    authorized_amount: "14.00",
    captured_amount: "0.00",
    refunded_amount: "0.00",
    movements: [],
    chargebacks: [],
    seller_central_url: "https://sellercentral-europe.amazon.com/payment",
    ...parts,
  }
}

async function show(...payments: AdminPayment[]): Promise<string> {
  panel = await Panel.show(<OrderAmazonPayWidget data={order()} />, () => ({ body: { payments } }))
  return panel.region(TITLE).textContent ?? ""
}

it("asks once, for this order only, and shows sums, expiry, ids and where they lead", async () => {
  const text = await show(payment())
  expect(panel.requests).toEqual(["GET /admin/amazon-pay/payments?order_id=order_1"])
  for (const told of ["Visa ****1111", "Authorized€14.00", "Captured€0.00", "Refunded€0.00", "Capture until"]) {
    expect(text).toContain(told)
  }
  const links = [...panel.page.querySelectorAll("a")].map(({ href }) => href)
  expect(links).toEqual([
    "https://sellercentral-europe.amazon.com/payment",
    expect.stringMatching(/\/customers\/cus_1$/),
  ])
  expect(panel.button("Copy: Charge S02-1234567-1234567-C000001")).toBeTruthy()
})

it("is not there for an order that was paid otherwise, and asks nothing", async () => {
  panel = await Panel.show(<OrderAmazonPayWidget data={order("pp_stripe_stripe")} />, () => ({ body: {} }))
  expect([panel.page.textContent, panel.requests]).toEqual(["", []])
})

it("tells captures and refunds, where they were made, and what is the matter with them", async () => {
  const text = await show(
    payment({
      state: "captured",
      movements: [
        movement({ made_in: "amazon" }),
        movement({ id: "apwo_2", kind: "refund", amount: "4.00", state: "unknown", amazon_id: null }),
        movement({ id: "apwo_3", kind: "refund", amount: "3.00", is_recorded: false }),
        movement({ id: "apwo_4", kind: "refund", amount: "2.00", state: "declined", reason_code: "AmazonRejected" }),
      ],
    }),
  )
  expect(panel.page.querySelectorAll("[data-testid=amazon-pay-movement]")).toHaveLength(4)
  for (const told of [
    "Capture €10.00Done",
    "Made in Seller Central.",
    "Refund €4.00Not known yet",
    "Amazon's answer was lost. Do it again, or wait",
    "Not in this order yet.",
    "Refund €2.00Declined",
    "Amazon rejected this",
  ]) {
    expect(text).toContain(told)
  }
})

it("explains a decline and what helps, a code it does not know too", async () => {
  const decline = { reason_code: "HardDeclined", action: "update_wallet" }
  expect(await show(payment({ state: "declined", reason_code: "HardDeclined", decline }))).toMatch(
    /bank refused the payment method\.Ask the customer to change the payment method/,
  )
  panel.close()
  expect(await show(payment({ state: "canceled", reason_code: "Strange" }))).toContain("the reason Strange")
  panel.close()
  expect(await show(payment({ state: "outcome_unknown", charge_id: null }))).toContain("nothing is charged twice")
})

it("shows chargebacks first, and says when Amazon does not tell which payment it is", async () => {
  const unclear = chargeback({ id: "dispute_2", payment_session_id: null, charge_id: null, amount: null })
  const text = await show(payment({ chargebacks: [chargeback(), unclear] }))
  expect(text).toContain("Chargeback €14.00")
  expect(text).toContain("The customer disputes this payment.")
  expect(text).toContain("The customer disputes a payment with this wallet.")
  expect(text.indexOf("Chargeback")).toBeLessThan(text.indexOf("Captured"))
})

it("says that there is nothing, or why it could not be read, and asks again", async () => {
  expect(await show()).toContain("Amazon has nothing for this order yet.")
  panel.close()
  panel = await Panel.show(<OrderAmazonPayWidget data={order()} />, () => ({ status: 503 }))
  expect(panel.region(TITLE).querySelector("[role=alert]")?.textContent).toContain("not available just now")
  panel.answerWith(() => ({ body: { payments: [payment()] } }))
  await panel.press(panel.button("Try again"))
  expect(panel.region(TITLE).textContent).toContain("Visa ****1111")
})

it("keeps what others wrote harmless and readable", async () => {
  const decline = { reason_code: HOSTILE, action: "x" }
  await show(payment({ state: "declined", payment_descriptor: HOSTILE, reason_code: HOSTILE, decline }))
  expect(panel.page.querySelector("script, img")).toBeNull()
  expect(panel.page.textContent?.length).toBeLessThan(2_500)
})

it("is told in the reader's language", async () => {
  const show = () => ({ body: { payments: [payment({ state: "captured", movements: [movement()] })] } })
  panel = await Panel.show(<OrderAmazonPayWidget data={order()} />, show, { language: "de" })
  expect(panel.region(TITLE).textContent).toMatch(/Eingezogen[\s\S]*Einzug 10,00\s€Erledigt/)
})
