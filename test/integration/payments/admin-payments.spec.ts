import type { AdminPayment, AdminPaymentListResponse, AdminWalletListResponse } from "../../../src/contracts"
import { EVENTS } from "../../../src/workflows"
import { describePayments, type Payer } from "./support"

describePayments((store, till) => {
  const paidOrder = async (payer: Payer) => {
    const payment = await payer.pay()
    return { payment, order: await till.orderOf(payment) }
  }
  const shown = async (order: string, headers: Record<string, string>): Promise<AdminPayment[]> => {
    const path = `/admin/amazon-pay/payments?order_id=${order}`
    const { status, data } = await store.request<AdminPaymentListResponse>(path, { headers })
    expect(status).toBe(200)
    return data.payments
  }
  const chargeOf = async (payer: Payer) => String((await till.atAmazon(payer)).charges[0]?.chargeId)

  it("an order's payment is shown as Amazon has it: charge, expiry, captures and refunds of either side", async () => {
    const headers = await store.admin()
    const payer = await till.payer()
    const { payment, order } = await paidOrder(payer)
    const [charge] = (await till.atAmazon(payer)).charges
    expect(await shown(order, headers)).toMatchObject([
      {
        id: till.dataOf(payment).session_id,
        payment_id: payment.id,
        state: "authorized",
        wallet_id: payer.wallet.id,
        customer_id: payer.customer.id,
        payment_descriptor: expect.stringContaining("1111"),
        charge_permission_id: payer.wallet.charge_permission_id,
        charge_id: charge?.chargeId,
        expires_at: expect.stringMatching(/Z$/),
        authorized_amount: "14.00",
        captured_amount: "0.00",
        refunded_amount: "0.00",
        currency_code: "EUR",
        movements: [],
        chargebacks: [],
        seller_central_url: expect.stringContaining(payer.wallet.charge_permission_id),
      },
    ])
    await till.payments().capturePayment({ payment_id: payment.id, amount: 10 })
    await store.simulator.control.refundCharge(await chargeOf(payer), "4.00")
    await till.toldAll()
    expect(await shown(order, headers)).toMatchObject([
      {
        state: "captured",
        expires_at: null,
        captured_amount: "10.00",
        refunded_amount: "4.00",
        movements: [
          { kind: "capture", amount: "10.00", state: "done", made_in: "store", is_recorded: true },
          { kind: "refund", amount: "4.00", made_in: "amazon", is_recorded: true },
        ],
      },
    ])
  })

  it("a lost answer is shown as unknown until the job knows", async () => {
    const headers = await store.admin()
    await store.simulator.control.addFault({ notification: "withhold", times: "always" })
    const payer = await till.payer()
    const { payment, order } = await paidOrder(payer)
    await till.loseAnswers("CaptureCharge")
    await till
      .payments()
      .capturePayment({ payment_id: payment.id })
      .catch(() => undefined)
    expect(await shown(order, headers)).toMatchObject([{ movements: [{ kind: "capture", state: "unknown" }] }])
    await till.recoverAnswers()
    await till.reconciled()
    expect(await shown(order, headers)).toMatchObject([
      { state: "captured", movements: [{ kind: "capture", state: "done", is_recorded: true }] },
    ])
  })

  it("a chargeback stands with the order and with the wallet, and is told of once however often Amazon says it", async () => {
    const headers = await store.admin()
    const payer = await till.payer()
    const { payment, order } = await paidOrder(payer)
    await till.payments().capturePayment({ payment_id: payment.id })
    const charge = await chargeOf(payer)
    await store.simulator.control.addFault({ notification: "duplicate", objectType: "CHARGEBACK", copies: 3 })
    const { disputeId } = await store.simulator.control.raiseChargeback(charge)
    await till.toldAll()
    const chargeback = {
      id: disputeId,
      charge_id: charge,
      amount: "14.00",
      currency_code: "EUR",
      wallet_id: payer.wallet.id,
      payment_session_id: till.dataOf(payment).session_id,
      opened_at: expect.any(String),
    }
    expect(await shown(order, headers)).toMatchObject([{ chargebacks: [chargeback] }])
    const path = `/admin/amazon-pay/wallets?customer_id=${payer.customer.id}`
    const { data } = await store.request<AdminWalletListResponse>(path, { headers })
    expect(data.wallets).toMatchObject([{ id: payer.wallet.id, chargebacks: [chargeback] }])
    const told = await till.sql(`select * from amazon_pay_outbox where name = ?`, EVENTS.chargebackCreated)
    expect(told).toHaveLength(1)
    const { checks, payments } = await store.amazonPay().readStatus()
    expect(payments).toEqual({ unknown: 0, unrecorded: 0, chargebacks: 1 })
    expect(checks.find(({ id }) => id === "chargebacks")).toMatchObject({ code: "chargebacks_some", level: "warning" })
  })

  it("a chargeback on a wallet that paid for several names no payment, and stands with each of its orders", async () => {
    const headers = await store.admin()
    const payer = await till.payer()
    const [first, second] = [await paidOrder(payer), await paidOrder(payer)]
    const other = await paidOrder(await till.payer())
    await store.simulator.control.raiseChargeback(await chargeOf(payer))
    await till.toldAll()
    for (const { order } of [first, second]) {
      expect(await shown(order, headers)).toMatchObject([
        { chargebacks: [{ payment_session_id: null, charge_id: null, amount: null }] },
      ])
    }
    expect(await shown(other.order, headers)).toMatchObject([{ chargebacks: [] }])
  })

  it("what stays unknown, or unrecorded, for a quarter of an hour is on the status page", async () => {
    const payer = await till.payer()
    await till.loseAnswers("CreateCharge")
    await till.authorize((await payer.begin()).id).catch(() => undefined)
    await till.sql(`update amazon_pay_operation set created_at = now() - interval '16 minutes'`)
    const status = () => store.amazonPay().readStatus()
    const checkOf = async () => (await status()).checks.find(({ id }) => id === "payments")
    expect(await checkOf()).toMatchObject({ code: "payments_unknown", level: "warning", params: { count: 1 } })
    await till.sql(
      `update amazon_pay_operation set state = 'succeeded', needs_recording = true, lease_until = null,
         updated_at = now() - interval '16 minutes'`,
    )
    expect(await checkOf()).toMatchObject({ code: "payments_unrecorded", params: { count: 1 } })
    await till.sql(`update amazon_pay_operation set needs_recording = false`)
    expect(await checkOf()).toMatchObject({ code: "payments_ok", level: "ok" })
  })

  it("an order without Amazon Pay, and one that does not exist, have no payments; what is no order is refused", async () => {
    const headers = await store.admin()
    const [collection] = await till.payments().createPaymentCollections([{ currency_code: "eur", amount: 14 }])
    await till.payments().createPaymentSession(collection?.id ?? "", {
      provider_id: "pp_system_default",
      currency_code: "eur",
      amount: 14,
      data: {},
    })
    const order = await till.orderOf({ payment_collection_id: collection?.id ?? "" })
    expect(await shown(order, headers)).toEqual([])
    expect(await shown("order_none", headers)).toEqual([])
    const path = "/admin/amazon-pay/payments"
    for (const query of ["", "?order_id=", `?order_id=${"x".repeat(201)}`, "?order_id=a&limit=1", "?order_id=%00"]) {
      expect((await store.request(path + query, { headers })).status).toBe(400)
    }
    const customer = await store.customer()
    expect((await store.request(`${path}?order_id=${order}`)).status).toBe(401)
    expect((await store.request(`${path}?order_id=${order}`, { headers: customer.headers })).status).toBe(401)
  })
})
