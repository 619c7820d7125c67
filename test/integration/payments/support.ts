import type { IPaymentModuleService, PaymentDTO, PaymentSessionDTO } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { Wallet } from "../../../src/contracts"
import { reconcileWalletsWorkflow, recordPaymentsWorkflow } from "../../../src/workflows"
import type { PaymentData } from "../../../src/modules/amazon-pay/payments/payment-data"
import { describeStore, type Customer, type StoreUnderTest } from "../http/support"

export const PROVIDER = "pp_amazon-pay_default"

/** A buyer with what Medusa and Amazon know of one payment. */
export type Payer = {
  customer: Customer
  wallet: Wallet
  /** Begins a payment with the saved wallet, or with what is given. */
  begin: (amount?: number | string, data?: Record<string, unknown>) => Promise<PaymentSessionDTO>
  /** Begins and authorises. */
  pay: (amount?: number | string) => Promise<PaymentDTO>
}

export type Till = ReturnType<typeof tillOf>

/** Describes tests of payments in a real Medusa store that asks the simulator as fast as it answers. */
export function describePayments(
  tests: (store: StoreUnderTest, till: Till) => void,
  given: Parameters<typeof describeStore>[1] = {},
): void {
  beforeAll(() => {
    process.env.AMAZON_PAY_TEST_PACE = "simulator"
  })
  afterAll(() => {
    delete process.env.AMAZON_PAY_TEST_PACE
  })
  describeStore((store) => {
    afterEach(async () => {
      await store.simulator.control.clearFaults()
      await store.inboxWorkedOff()
    })
    tests(store, tillOf(store))
  }, given)
}

function tillOf(store: StoreUnderTest) {
  const payments = (): IPaymentModuleService => store.container().resolve(Modules.PAYMENT)
  const sql = <T>(statement: string, ...values: unknown[]): Promise<T[]> =>
    store
      .container()
      .resolve(ContainerRegistrationKeys.PG_CONNECTION)
      .raw(statement, values as never)
      .then(({ rows }: { rows: T[] }) => rows)

  const begin = async (customer: Customer | null, amount: number | string, data: Record<string, unknown>) => {
    const [collection] = await payments().createPaymentCollections([{ currency_code: "eur", amount: Number(amount) }])
    return payments().createPaymentSession(collection?.id ?? "", {
      provider_id: PROVIDER,
      currency_code: "eur",
      amount,
      data,
      context: { ...(customer && { customer: { id: customer.id, email: customer.email } }) },
    })
  }
  const till = {
    payments,
    sql,
    begin,
    payer: async (): Promise<Payer> => {
      const customer = await store.customer()
      const wallet = await customer.savedWallet()
      const start: Payer["begin"] = (amount = 14, data) => begin(customer, amount, data ?? { wallet_id: wallet.id })
      return {
        customer,
        wallet,
        begin: start,
        pay: async (amount) => {
          const session = await start(amount)
          return payments().authorizePaymentSession(session.id, {}) as Promise<PaymentDTO>
        },
      }
    },
    /** Authorises a session for which Amazon decides at once. */
    authorize: async (id: string) => (await payments().authorizePaymentSession(id, {})) as PaymentDTO,
    session: (id: string) => payments().retrievePaymentSession(id, { relations: ["payment"] }),
    payment: (id: string) => payments().retrievePayment(id, { relations: ["captures", "refunds"] }),
    dataOf: (session: { data?: unknown }) => session.data as PaymentData,
    /** What Amazon charged, captured and refunded of one wallet. */
    atAmazon: async ({ wallet }: Pick<Payer, "wallet">) => {
      const { control } = store.simulator
      const charges = await control.charges({ chargePermissionId: wallet.charge_permission_id })
      const refunds = await Promise.all(charges.map(({ chargeId }) => control.refunds({ chargeId })))
      return { charges, refunds: refunds.flat() }
    },
    /** Sums of Medusa's captures and refunds. */
    inMedusa: async (paymentId: string) => {
      const { captures = [], refunds = [] } = await payments().retrievePayment(paymentId, {
        relations: ["captures", "refunds"],
      })
      const sum = (rows: { amount: unknown }[]) => rows.reduce((all, { amount }) => all + Number(amount), 0)
      return { captured: sum(captures), refunded: sum(refunds) }
    },
    /** An order that the payment pays, as Medusa's admin has it. */
    orderOf: async (payment: Pick<PaymentDTO, "payment_collection_id">, amount = 14) => {
      const order = await store
        .container()
        .resolve(Modules.ORDER)
        .createOrders({
          currency_code: "eur",
          email: "order@example.com",
          items: [{ title: "A thing", quantity: 1, unit_price: amount }],
        } as never)
      const id = (Array.isArray(order) ? order[0] : order).id as string
      await store
        .container()
        .resolve(ContainerRegistrationKeys.LINK)
        .create({
          [Modules.ORDER]: { order_id: id },
          [Modules.PAYMENT]: { payment_collection_id: payment.payment_collection_id },
        })
      return id
    },
    /** The answers to these calls are lost, however often they are asked for. */
    loseAnswers: (operation: string) =>
      store.simulator.control.addFault({ operation, reset: true, afterProcessing: true, times: "always" }),
    recoverAnswers: () => store.simulator.control.clearFaults(),
    /** The hands that held operations have let go, and the job comes that looks after those without an end. */
    reconciled: async () => {
      await sql(
        `update amazon_pay_operation set updated_at = updated_at - interval '2 minutes',
           lease_until = lease_until - interval '2 minutes'`,
      )
      await reconcileWalletsWorkflow(store.container()).run()
    },
    /** What was paid of an order, less what was given back, as the order has it. */
    paidOf: async (orderId: string) => {
      const [row] = await sql<{ paid: string }>(
        `select coalesce(sum(amount), 0) as paid from order_transaction where order_id = ? and deleted_at is null`,
        orderId,
      )
      return Number(row?.paid)
    },
    /** Everything Amazon has told is worked off, and Medusa knows. */
    toldAll: async () => {
      await store.inboxWorkedOff()
      let waiting: unknown[] = []
      for (let waited = 0; waited < 200; waited += 1) {
        await recordPaymentsWorkflow(store.container()).run()
        waiting = await sql(`select * from amazon_pay_operation where needs_recording`)
        if (!waiting.length) return
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`Medusa was not told of everything: ${JSON.stringify(waiting)}`)
    },
  }
  return till
}
