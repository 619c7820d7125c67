import { OWN_CONNECTION, type DemoState, type StoreApi } from "./demo"
import { control, type Shopper } from "./shopper"

type Named = { id: string }

/** A placed order and its payment with Amazon Pay. */
export type PaidOrder = { id: string; paymentId: string; chargeId: string; total: number }

/** Buys one tea over the store's API and pays with the shopper's saved wallet. */
export async function orderWithWallet(shopper: Shopper, admin: Api): Promise<PaidOrder> {
  const { api, wallet } = shopper
  const { regions } = await api.call<{ regions: Named[] }>("/store/regions")
  const { products } = await api.call<{ products: { variants: Named[] }[] }>("/store/products?handle=sencha")
  const address = { first_name: "Sam", last_name: "Shopper", address_1: "Marienplatz 8", city: "München" }
  const { cart } = await api.call<{ cart: Named }>("/store/carts", {
    region_id: regions[0]?.id,
    email: shopper.login.email,
    items: [{ variant_id: products[0]?.variants[0]?.id, quantity: 1 }],
    shipping_address: { ...address, postal_code: "80331", country_code: "de" },
  })
  await api.call(`/store/carts/${cart.id}/customer`, {})
  const { shipping_options } = await api.call<{ shipping_options: Named[] }>(
    `/store/shipping-options?cart_id=${cart.id}`,
  )
  await api.call(`/store/carts/${cart.id}/shipping-methods`, { option_id: shipping_options[0]?.id })
  const { payment_collection } = await api.call<{ payment_collection: Named }>("/store/payment-collections", {
    cart_id: cart.id,
  })
  await api.call(`/store/payment-collections/${payment_collection.id}/payment-sessions`, {
    provider_id: "pp_amazon-pay_default",
    data: { wallet_id: wallet.id },
  })
  const { order } = await api.call<{ order: { id: string; total: number } }>(`/store/carts/${cart.id}/complete`, {})
  const [payment] = await paymentsOf(admin, order.id)
  if (!payment?.payment_id || !payment.charge_id) throw new Error("The order has no payment")
  return { id: order.id, paymentId: payment.payment_id, chargeId: payment.charge_id, total: order.total }
}

type Api = Pick<StoreApi, "call">

type Payment = {
  payment_id: string | null
  charge_id: string | null
  state: string
  captured_amount: string
  refunded_amount: string
  movements: { kind: string; state: string; made_in: string; is_recorded: boolean }[]
  chargebacks: { id: string }[]
}

/** An order's payments as the admin's card gets them. */
export async function paymentsOf(admin: Api, orderId: string): Promise<Payment[]> {
  return (await admin.call<{ payments: Payment[] }>(`/admin/amazon-pay/payments?order_id=${orderId}`)).payments
}

type Money = { amount: string }
type Charge = { chargeId: string; statusDetails: { state: string }; captureAmount: Money | null }
type Refund = { refundId: string; refundAmount: Money }

/** What the simulator has of a wallet: every charge's state and captured amount, and every refund's amount. */
export async function atAmazon(demo: DemoState, { wallet }: Pick<Shopper, "wallet">) {
  const charges = await control<Charge[]>(demo, `charges?chargePermissionId=${wallet.charge_permission_id}`)
  const refunds = await Promise.all(
    charges.map(({ chargeId }) => control<Refund[]>(demo, `refunds?chargeId=${chargeId}`)),
  )
  return {
    states: charges.map(({ statusDetails }) => statusDetails.state),
    captured: charges.flatMap(({ captureAmount }) => captureAmount?.amount ?? []).sort(),
    refunded: refunds
      .flat()
      .map(({ refundAmount }) => refundAmount.amount)
      .sort(),
  }
}

/** From now on Amazon does what is asked, but its answers are lost, and its notifications too. */
export async function loseAnswers(demo: DemoState, operation: string): Promise<void> {
  await control(demo, "faults", { operation, reset: true, afterProcessing: true, times: "always" })
  await control(demo, "faults", { notification: "withhold", times: "always" })
}

export async function recoverAnswers(demo: DemoState): Promise<void> {
  const answer = await fetch(`${demo.simulator_url}/_control/faults`, { method: "DELETE", headers: OWN_CONNECTION })
  if (!answer.ok) throw new Error(`The faults were not cleared: ${answer.status}`)
}

/** What Medusa has of an order's payment. */
export async function inMedusa(admin: Api, { paymentId }: PaidOrder) {
  type Rows = { amount: number }[]
  const path = `/admin/payments/${paymentId}?fields=*captures,*refunds,canceled_at`
  const { payment } = await admin.call<{
    payment: { captures: Rows; refunds: Rows; canceled_at: string | null }
  }>(path)
  const sum = (rows: Rows) => rows.reduce((all, { amount }) => all + Number(amount), 0)
  return { captured: sum(payment.captures), refunded: sum(payment.refunds), isCanceled: payment.canceled_at !== null }
}
