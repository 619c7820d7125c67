import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  CreateAccountHolderInput,
  CreateAccountHolderOutput,
  DeleteAccountHolderOutput,
  DeletePaymentInput,
  DeletePaymentMethodInput,
  DeletePaymentMethodOutput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  ListPaymentMethodsInput,
  ListPaymentMethodsOutput,
  PaymentProviderContext,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrieveAccountHolderInput,
  RetrieveAccountHolderOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  SavePaymentMethodInput,
  SavePaymentMethodOutput,
  UpdateAccountHolderInput,
  UpdateAccountHolderOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import {
  AbstractPaymentProvider,
  ContainerRegistrationKeys,
  PaymentActions,
  PaymentSessionStatus,
} from "@medusajs/framework/utils"
import { connectRuntime } from "../../modules/amazon-pay/connect-runtime"
import { refusal } from "../../modules/amazon-pay/errors"
import { authorizePayment } from "../../modules/amazon-pay/payments/authorize"
import { cancelPayment } from "../../modules/amazon-pay/payments/cancel"
import { capturePayment } from "../../modules/amazon-pay/payments/capture"
import { initiatePayment } from "../../modules/amazon-pay/payments/initiate"
import { paymentData, type PaymentData } from "../../modules/amazon-pay/payments/payment-data"
import { refundPayment } from "../../modules/amazon-pay/payments/refund"
import { paymentStatus } from "../../modules/amazon-pay/payments/standing"
import { updatePayment } from "../../modules/amazon-pay/payments/update"
import type { KnexConnection } from "../../modules/amazon-pay/persistence/data-source"
import { toWallet } from "../../modules/amazon-pay/presentation"
import { accountOf, type Runtime } from "../../modules/amazon-pay/runtime"
import { startSetUp } from "../../modules/amazon-pay/updates/start"
import { closeWallet } from "../../modules/amazon-pay/wallets/close-wallet"
import { listWallets } from "../../modules/amazon-pay/wallets/list-wallets"
import { optionsFromMedusa } from "../../options/from-medusa"
import type { ResolvedOptions } from "../../options/resolved"
import type { AmazonPayOptions } from "../../options/schema"

type ProviderOptions = AmazonPayOptions & { account: string }
type Cradle = { logger: Runtime["logger"] } & { [ContainerRegistrationKeys.PG_CONNECTION]: KnexConnection & object }

/** More wallets than this nobody has. */
const MAX_WALLETS = 100

/**
 * Amazon Pay as Medusa's payment provider, one per merchant account. Account holders and payment methods are customers and
 * their saved wallets; each method that moves money is one operation of the module's payments.
 */
export class AmazonPayProviderService extends AbstractPaymentProvider<ProviderOptions> {
  static override identifier = "amazon-pay"

  private readonly cradle: Cradle
  private readonly options: ProviderOptions
  private readonly resolved: ResolvedOptions

  /** @throws AmazonPayOptionsError at boot */
  static override validateOptions(options: Record<string, unknown>): void {
    optionsFromMedusa(options)
  }

  constructor(cradle: Cradle, options: ProviderOptions) {
    super(cradle, options)
    this.cradle = cradle
    this.options = options
    this.resolved = optionsFromMedusa(options)
  }

  /** The runtime the wallet module uses too: both hold the same connection. */
  private runtime(): Promise<Runtime> {
    const knex = this.cradle[ContainerRegistrationKeys.PG_CONNECTION]
    return connectRuntime({ knex, options: this.resolved, logger: this.cradle.logger })
  }

  /** An account holder is the customer: Amazon knows buyers only by their wallets. */
  async createAccountHolder({ context }: CreateAccountHolderInput): Promise<CreateAccountHolderOutput> {
    return { id: context.customer.id, data: { customer_id: context.customer.id } }
  }

  async retrieveAccountHolder({ id }: RetrieveAccountHolderInput): Promise<RetrieveAccountHolderOutput> {
    return { id, data: { customer_id: id } }
  }

  async updateAccountHolder({ context }: UpdateAccountHolderInput): Promise<UpdateAccountHolderOutput> {
    return { data: context.account_holder.data }
  }

  /** Wallets outlive the account holder; the customer closes them. */
  async deleteAccountHolder(): Promise<DeleteAccountHolderOutput> {
    return {}
  }

  /** The customer's wallets in this account that are not closed. */
  async listPaymentMethods({ context }: ListPaymentMethodsInput): Promise<ListPaymentMethodsOutput> {
    const runtime = await this.runtime()
    const { account } = accountOf(runtime, this.options.account)
    const { wallets } = await listWallets(
      runtime.db,
      {
        customerId: customerOf(context),
        merchantAccount: account.id,
        status: ["chargeable", "non_chargeable"],
      },
      { limit: MAX_WALLETS, offset: 0 },
    )
    return wallets.map((wallet) => ({ id: wallet.id, data: { ...toWallet(wallet, account) } }))
  }

  /** Starts saving a wallet: `data` is what the storefront hands to `amazon.Pay.initCheckout`. */
  async savePaymentMethod({ context }: SavePaymentMethodInput): Promise<SavePaymentMethodOutput> {
    const { checkout, update } = await startSetUp(await this.runtime(), {
      customerId: customerOf(context),
      merchantAccount: this.options.account,
    })
    return { id: update.id, data: { checkout, update } }
  }

  /** Closes a wallet at Amazon. */
  async deletePaymentMethod({ data, context }: DeletePaymentMethodInput): Promise<DeletePaymentMethodOutput> {
    const runtime = await this.runtime()
    const wallet = await closeWallet(runtime, { customerId: customerOf(context), walletId: data.id })
    return { data: { ...toWallet(wallet, accountOf(runtime, wallet.merchant_account).account) } }
  }

  /** Notifications have their own route, which verifies before it answers. */
  async getWebhookActionAndData(): Promise<WebhookActionResult> {
    return { action: PaymentActions.NOT_SUPPORTED }
  }

  /**
   * Begins a payment. The storefront may send `wallet_id` to pay with a saved wallet, or `save_wallet: true` to save the one
   * that is paid with on Amazon's page. See {@link initiatePayment}.
   */
  async initiatePayment({
    amount,
    currency_code: currencyCode,
    data = {},
    context,
  }: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const sessionId = paymentData(data).session_id
    const begun = await initiatePayment(await this.runtime(), {
      merchantAccount: this.options.account,
      sessionId,
      customerId: context?.customer?.id ?? null,
      initiator: initiatorOf(context),
      amount,
      currencyCode,
      walletId: data.wallet_id,
      savesWallet: data.save_wallet,
    })
    return { id: sessionId, data: begun, status: statusOf(begun) }
  }

  /** Begins the payment anew with another amount, or notes the session a buyer came back with. See {@link updatePayment}. */
  async updatePayment({ amount, currency_code: currencyCode, data }: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const change = { merchantAccount: this.options.account, amount, currencyCode }
    return { data: await updatePayment(await this.runtime(), paymentData(data), change) }
  }

  async authorizePayment({ data }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    return authorizePayment(await this.runtime(), this.options.account, paymentData(data))
  }

  /** Captures what Medusa's capture says; its id is the key that Medusa hands over. See {@link capturePayment}. */
  async capturePayment({ data, context }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const captureId = context?.idempotency_key
    return { data: await capturePayment(await this.runtime(), this.options.account, paymentData(data), captureId) }
  }

  /** Refunds once for each refund of Medusa's; its id is the key that Medusa hands over. See {@link refundPayment}. */
  async refundPayment({ data, amount, context }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const refund = { amount, refundId: context?.idempotency_key }
    return { data: await refundPayment(await this.runtime(), this.options.account, paymentData(data), refund) }
  }

  /** Gives back what is authorised; Medusa's payment is named by the key it hands over. See {@link cancelPayment}. */
  async cancelPayment({ data, context }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    return { data: await cancelPayment(await this.runtime(), paymentData(data), context?.idempotency_key) }
  }

  /** A session that is given up leaves nothing authorised at Amazon. */
  async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    if (typeof data?.session_id !== "string") return { data }
    return { data: await cancelPayment(await this.runtime(), paymentData(data), undefined) }
  }

  async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return { data: (await paymentStatus(await this.runtime(), paymentData(data))).data }
  }

  async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    return paymentStatus(await this.runtime(), paymentData(data))
  }
}

/** Only the store itself can say that it charges without the buyer: a browser never writes the context. */
function initiatorOf(context: PaymentProviderContext | undefined): PaymentData["initiator"] {
  const given = context as { amazon_pay_initiator?: unknown } | undefined
  return given?.amazon_pay_initiator === "merchant" ? "merchant" : "customer"
}

/** A saved wallet can be charged at once; without one the buyer has to go to Amazon's page first. */
function statusOf({ wallet_id }: PaymentData): PaymentSessionStatus {
  return wallet_id ? PaymentSessionStatus.PENDING : PaymentSessionStatus.REQUIRES_MORE
}

/** @throws MedusaError `wallet_not_found` when nobody is named: nobody has no wallets */
function customerOf(context: PaymentProviderContext | undefined): string {
  const named = context?.customer?.id ?? context?.account_holder?.data.customer_id
  if (typeof named !== "string" || !named) throw refusal("wallet_not_found")
  return named
}
