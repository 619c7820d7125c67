import { generateJwtToken } from "@medusajs/framework/utils"

/** What the bench's stores sign tokens with. */
const JWT_SECRET = "bench"
const PUBLISHABLE_KEY = "pk_bench"

/** Medusa trusts what is signed with the store's secret. */
export function tokenOf(actorType, actorId) {
  const claims = { actor_id: actorId, actor_type: actorType, auth_identity_id: "authid_bench", app_metadata: {} }
  return generateJwtToken(claims, { secret: JWT_SECRET, expiresIn: "1d" })
}

/** The headers of a storefront whose customer is logged in. */
export function storefrontHeaders(customerId) {
  return {
    "content-type": "application/json",
    "x-publishable-api-key": PUBLISHABLE_KEY,
    ...(customerId && { authorization: `Bearer ${tokenOf("customer", customerId)}` }),
  }
}

/** Lets storefronts in. */
export async function addPublishableKey(database) {
  await database.query(
    `insert into api_key (id, token, salt, redacted, title, type, created_by)
     values ('apk_bench', $1, '', 'pk_***', 'bench', 'publishable', 'bench') on conflict do nothing`,
    [PUBLISHABLE_KEY],
  )
}

/**
 * Customers with one wallet each, which only the store knows.
 *
 * @returns {Promise<{ customerId: string, walletId: string }[]>}
 */
export async function addWallets(database, count) {
  const { rows } = await database.query(
    `insert into amazon_pay_wallet (id, customer_id, merchant_account, environment, charge_permission_id, status, product_type)
     select 'apw_' || number, 'cus_' || number, 'default', 'sandbox', 'B01-0000000-' || lpad(number::text, 7, '0'),
       'chargeable', 'pay_only'
     from generate_series(1, $1) number
     returning id as "walletId", customer_id as "customerId"`,
    [count],
  )
  return rows
}
