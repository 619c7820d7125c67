import { built } from "./built.mjs"
import { connectUnlimited } from "./unlimited.mjs"

const CUSTOMER = "cus_bench"

/**
 * What the bench itself does in a store's database: wallets that exist here and at the simulator, changes of them at
 * Amazon, and updates that a buyer went through at Amazon. It uses the plugin's own operations wherever there is one.
 *
 * @param {{ database: import("./stage.mjs").Database, options: object, amazon: object, merchant: object }} given
 */
export async function openWorkshop({ database, options, amazon, merchant }) {
  const { runtime, close } = await connectUnlimited(database.url, options)
  const { control } = amazon
  const { buyerId } = await control.createBuyer({ email: "buyer@example.com" })
  let pattern
  let changes = 0

  async function walletAtAmazon() {
    const { environment, merchantId } = merchant
    return (await control.createWallet({ merchantId, environment, buyerId, productType: "PayOnly" })).chargePermissionId
  }

  return {
    /** @returns {Promise<{ id: string, chargePermissionId: string }[]>} wallets as they would be read at Amazon now */
    async wallets(count) {
      const { attachWallet } = built("modules/amazon-pay/wallets/attach-wallet")
      pattern ??= await attachWallet(runtime, { customerId: CUSTOMER, chargePermissionId: await walletAtAmazon() })
      const ids = []
      for (let number = 0; number < count; number++) ids.push(await walletAtAmazon())
      const { rows } = await database.query(COPY_WALLET, [ids, pattern.id])
      return rows
    },
    /** Changes wallets at Amazon; answers the bodies of the notifications, which nobody has sent. */
    async changed(wallets) {
      const known = (await control.deliveries()).length
      for (const { chargePermissionId } of wallets) {
        const descriptor = `Visa ****${String(++changes).padStart(6, "0")}`
        await control.changeWallet(chargePermissionId, { type: "payment_descriptor", descriptor })
      }
      return (await control.deliveries()).slice(known).map(({ body }) => body)
    },
    /** Starts an update of a wallet and goes through it at Amazon; answers the path Amazon sends the buyer to. */
    async returnPath({ id }) {
      const { startUpdate } = built("modules/amazon-pay/updates/start")
      const input = { customerId: CUSTOMER, walletId: id, updateType: "payment_method" }
      const { checkout } = await startUpdate(runtime, input)
      const action = { buyerId, card: "4444", end: "confirm" }
      const { pathname, search } = new URL((await control.actAsBuyer(checkout.options, action)).redirectUrl)
      return pathname + search
    },
    customerId: CUSTOMER,
    /** Forgets the calls that setting the stage took, at Amazon and in the shared budget. */
    async forgetCalls() {
      await database.query("truncate amazon_pay_budget")
      await control.clearRequests()
    },
    close,
  }
}

const COPY_WALLET = `
  insert into amazon_pay_wallet
  select (jsonb_populate_record(pattern, jsonb_build_object('id', 'apw_' || given.id, 'charge_permission_id', given.id))).*
  from amazon_pay_wallet pattern, unnest($1::text[]) as given (id) where pattern.id = $2
  returning id, charge_permission_id as "chargePermissionId"`

/** How many messages wait. */
export async function waiting(database) {
  const { rows } = await database.query(
    "select count(*)::int as count from amazon_pay_notification where status in ('received', 'failed')",
  )
  return rows[0].count
}

/**
 * Resolves when no message waits any more.
 *
 * @throws Error when that takes longer than `patienceMs`
 */
export async function workedOff(database, patienceMs) {
  const deadline = Date.now() + patienceMs
  for (let left = await waiting(database); left; left = await waiting(database)) {
    if (Date.now() > deadline) throw new Error(`${left} messages still wait after ${patienceMs / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
