import crypto from "node:crypto"
import { built } from "./built.mjs"

const WALLET = {
  merchant_account: "default",
  charge_permission_id: "B01-0000000-0000001",
  status: "chargeable",
  product_type: "pay_only",
  has_shipping_address: false,
}

/**
 * Starts of one update that is open, with a database that answers at once: what is left is what the plugin itself does.
 *
 * @param {{ options: object }} merchant
 * @returns {Promise<{ start: () => Promise<unknown>, signatures: () => number }>} `signatures` counts from the first start on
 */
export async function openUpdateOf({ options }) {
  const resolved = built("options/resolve").resolveOptions(
    { ...options, backendUrl: "http://localhost:9000" },
    { production: false },
  )
  const account = resolved.accounts.get("default")
  const runtime = {
    db: standIn(),
    options: resolved,
    accounts: new Map([[account.id, { account }]]),
    now: () => new Date(),
  }
  const { startUpdate } = built("modules/amazon-pay/updates/start")
  const input = { customerId: "cus_bench", walletId: "apw_bench", updateType: "payment_method" }
  const start = () => startUpdate(runtime, input)
  const signatures = countSignatures()
  await start()
  if (signatures() !== 1) throw new Error(`The first start took ${signatures()} signatures`)
  return { start, signatures: () => signatures() - 1 }
}

/** Knows one wallet, and the update that was inserted. */
function standIn() {
  let open = null
  const insertion = {
    values(row) {
      open = row
      return insertion
    },
    async execute() {
      return { raw: [{ id: open.id }] }
    },
  }
  for (const name of ["insert", "into", "orIgnore", "returning"]) insertion[name] = () => insertion
  const query = async (sql) => (sql.includes("amazon_pay_wallet_update") ? [open ? [open] : [], 1] : [WALLET])
  return { query, manager: { query, createQueryBuilder: () => insertion } }
}

/** The plugin looks the function up at each call. */
function countSignatures() {
  const { sign } = crypto
  let count = 0
  crypto.sign = (...given) => {
    count += 1
    return sign(...given)
  }
  return () => count
}
