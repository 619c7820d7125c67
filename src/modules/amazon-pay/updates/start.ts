import type { CheckoutResponse, WalletUpdateType } from "../../../contracts"
import type { MerchantAccount } from "../../../options/resolved"
import { buildSetUpPayload, buildUpdatePayload, productTypeForUpdate, REGIONS, signPayload } from "../../../protocol"
import { refusal } from "../errors"
import { hashToken, newReturnToken, newUpdateId } from "../ids"
import { ErasedCustomerEntity, type WalletEntity, type WalletUpdateEntity } from "../persistence/entities"
import { accountOf, chosenAccount, type Runtime } from "../runtime"
import { checkoutResponse, type SignedPayload } from "./checkout"
import { endStaleUpdate, insertOpenUpdate, replaceSigned, takeOpenUpdate, type OpenUpdateKey } from "./open-update"
import { returnUrls } from "./return-urls"

type PayloadOf = (token: string) => { payloadJson: string; productType: "PayOnly" | "PayAndShip" }

type WalletToUpdate = Pick<WalletEntity, "charge_permission_id" | "merchant_account" | "product_type" | "status"> & {
  has_shipping_address: boolean
}

const READ_WALLET = `
  select charge_permission_id, merchant_account, product_type, status, shipping_address is not null as has_shipping_address
  from amazon_pay_wallet where id = $1 and customer_id = $2`

/**
 * Starts, or hands out again, a customer's update of one saved wallet. Nothing is asked of Amazon.
 *
 * @param input.customerId the customer who is logged in; another's wallet does not exist for them
 * @param input.linkId the update link it is started from; completing the update uses it up
 * @returns what the storefront hands to `amazon.Pay.initCheckout`, and the history entry
 * @throws MedusaError `wallet_not_found`, `wallet_closed`, `update_page_unavailable`, `account_not_configured`, and for a
 * link that has ended meanwhile `update_link_used`, `update_link_revoked`, `update_link_expired`
 */
export async function startUpdate(
  runtime: Runtime,
  input: { customerId: string; walletId: string; updateType: WalletUpdateType; linkId?: string },
): Promise<CheckoutResponse> {
  const [wallet] = await runtime.db.query<WalletToUpdate[]>(READ_WALLET, [input.walletId, input.customerId])
  if (!wallet) throw refusal("wallet_not_found")
  if (wallet.status === "closed") throw refusal("wallet_closed")
  const { account } = accountOf(runtime, wallet.merchant_account)
  if (!REGIONS[account.region].hostedUpdatePage) throw refusal("update_page_unavailable")

  const productType = productTypeForUpdate({
    productType: wallet.product_type,
    hasShippingAddress: wallet.has_shipping_address,
    updateType: input.updateType,
  })
  const payloadOf: PayloadOf = (token) => ({
    productType,
    payloadJson: buildUpdatePayload({
      ...commonPayload(runtime, account, token),
      chargePermissionId: wallet.charge_permission_id,
      setupOnly: account.updateSetupOnly,
      productType,
    }),
  })
  return open(runtime, account, payloadOf, {
    customerId: input.customerId,
    merchantAccount: account.id,
    walletId: input.walletId,
    updateType: input.updateType,
    linkId: input.linkId,
  })
}

/**
 * Starts, or hands out again, saving a new wallet for a customer.
 *
 * @param input.merchantAccount which account, where a store has several
 * @throws MedusaError `account_required`, `account_not_configured`, and `customer_deleted`: a token of Medusa's outlives its
 * customer
 */
export async function startSetUp(
  runtime: Runtime,
  input: { customerId: string; merchantAccount?: string },
): Promise<CheckoutResponse> {
  const { account } = chosenAccount(runtime, input.merchantAccount)
  if (await runtime.db.getRepository(ErasedCustomerEntity).existsBy({ customer_id: input.customerId })) {
    throw refusal("customer_deleted")
  }
  const payloadOf: PayloadOf = (token) => ({
    productType: "PayAndShip",
    payloadJson: buildSetUpPayload({
      ...commonPayload(runtime, account, token),
      productType: "PayAndShip",
    }),
  })
  return open(runtime, account, payloadOf, {
    customerId: input.customerId,
    merchantAccount: account.id,
    walletId: null,
    updateType: "set_up",
  })
}

/** Where the buyer comes back to, and what the account is configured with. */
function commonPayload({ options }: Runtime, account: MerchantAccount, token: string) {
  const { returnUrl, cancelUrl } = returnUrls(options, token)
  const { storeId, scopes, deliverySpecifications, merchantMetadata } = account
  return { returnUrl, cancelUrl, storeId, scopes, deliverySpecifications, merchantMetadata }
}

const TRIES = 5

/**
 * One open update per wallet and type (or per customer and account when saving): the first caller's insert wins, all
 * others hand out what it signed. An open update that today's options, wallet or key would sign differently is signed
 * anew under the same token.
 */
async function open(
  runtime: Runtime,
  account: MerchantAccount,
  payloadOf: PayloadOf,
  key: OpenUpdateKey,
): Promise<CheckoutResponse> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const update =
      (await takeOpenUpdate(runtime, key)) ??
      (await insertOpenUpdate(runtime, key, await freshUpdate(runtime, account, payloadOf)))
    if (update) {
      const signed = await signedFor(runtime, account, update, payloadOf(update.token ?? ""))
      if (signed) return checkoutResponse(account, update, signed)
    }
    await endStaleUpdate(runtime, key)
  }
  throw new Error("amazon-pay: an update could not be opened because others kept ending it")
}

async function freshUpdate(runtime: Runtime, account: MerchantAccount, payloadOf: PayloadOf) {
  const token = newReturnToken()
  const { payloadJson } = payloadOf(token)
  const now = runtime.now()
  return {
    id: newUpdateId(),
    token,
    token_hash: hashToken(token),
    payload_json: payloadJson,
    signature: await signPayload(payloadJson, account.keys[0], account.algorithm),
    public_key_id: account.keys[0].publicKeyId,
    algorithm: account.algorithm,
    started_at: now,
    handed_out_at: now,
  }
}

/** What is signed for an update: what is stored, while it is what we would sign today. `null` when it ended meanwhile. */
async function signedFor(
  runtime: Runtime,
  account: MerchantAccount,
  update: WalletUpdateEntity,
  payload: ReturnType<PayloadOf>,
): Promise<SignedPayload | null> {
  const [key] = account.keys
  const toSign = { ...payload, publicKeyId: key.publicKeyId, algorithm: account.algorithm }
  const isCurrent =
    update.payload_json === toSign.payloadJson &&
    update.public_key_id === toSign.publicKeyId &&
    update.algorithm === toSign.algorithm
  if (isCurrent && update.signature) return { ...toSign, signature: update.signature }
  const signed = { ...toSign, signature: await signPayload(toSign.payloadJson, key, account.algorithm) }
  return (await replaceSigned(runtime, update, signed)) ? signed : null
}
