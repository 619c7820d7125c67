import type {
  AuthorizePaymentOutput,
  CancelPaymentOutput,
  CapturePaymentOutput,
  CreateAccountHolderInput,
  CreateAccountHolderOutput,
  DeleteAccountHolderOutput,
  DeletePaymentMethodInput,
  DeletePaymentMethodOutput,
  DeletePaymentOutput,
  GetPaymentStatusOutput,
  InitiatePaymentOutput,
  ListPaymentMethodsInput,
  ListPaymentMethodsOutput,
  PaymentProviderContext,
  RefundPaymentOutput,
  RetrieveAccountHolderInput,
  RetrieveAccountHolderOutput,
  RetrievePaymentOutput,
  SavePaymentMethodInput,
  SavePaymentMethodOutput,
  UpdateAccountHolderInput,
  UpdateAccountHolderOutput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types"
import { AbstractPaymentProvider, ContainerRegistrationKeys, PaymentActions } from "@medusajs/framework/utils"
import { connectRuntime } from "../../modules/amazon-pay/connect-runtime"
import { refusal } from "../../modules/amazon-pay/errors"
import type { KnexConnection } from "../../modules/amazon-pay/persistence/data-source"
import { toWallet } from "../../modules/amazon-pay/presentation"
import { accountOf, type Runtime } from "../../modules/amazon-pay/runtime"
import { startSetUp } from "../../modules/amazon-pay/updates/start"
import { closeWallet } from "../../modules/amazon-pay/wallets/close-wallet"
import { listWallets } from "../../modules/amazon-pay/wallets/list-wallets"
import { optionsFromMedusa } from "../../options/from-medusa"
import type { AmazonPayOptions } from "../../options/schema"

type ProviderOptions = AmazonPayOptions & { account: string }
type Cradle = { logger: Runtime["logger"] } & { [ContainerRegistrationKeys.PG_CONNECTION]: KnexConnection & object }

/** More wallets than this nobody has. */
const MAX_WALLETS = 100

/**
 * Amazon Pay as Medusa's payment provider, one per merchant account. It keeps account holders and payment methods, which
 * are customers and their saved wallets; the methods that move money refuse until they exist.
 */
export class AmazonPayProviderService extends AbstractPaymentProvider<ProviderOptions> {
  static override identifier = "amazon-pay"

  private readonly cradle: Cradle
  private readonly options: ProviderOptions

  /** @throws AmazonPayOptionsError at boot */
  static override validateOptions(options: Record<string, unknown>): void {
    optionsFromMedusa(options)
  }

  constructor(cradle: Cradle, options: ProviderOptions) {
    super(cradle, options)
    this.cradle = cradle
    this.options = options
  }

  /** The runtime the wallet module uses too: both hold the same connection. */
  private runtime(): Promise<Runtime> {
    const knex = this.cradle[ContainerRegistrationKeys.PG_CONNECTION]
    return connectRuntime({ knex, options: optionsFromMedusa(this.options), logger: this.cradle.logger })
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

  async initiatePayment(): Promise<InitiatePaymentOutput> {
    throw refusal("money_not_supported")
  }

  async updatePayment(): Promise<UpdatePaymentOutput> {
    throw refusal("money_not_supported")
  }

  async authorizePayment(): Promise<AuthorizePaymentOutput> {
    throw refusal("money_not_supported")
  }

  async capturePayment(): Promise<CapturePaymentOutput> {
    throw refusal("money_not_supported")
  }

  async refundPayment(): Promise<RefundPaymentOutput> {
    throw refusal("money_not_supported")
  }

  async cancelPayment(): Promise<CancelPaymentOutput> {
    throw refusal("money_not_supported")
  }

  async retrievePayment(): Promise<RetrievePaymentOutput> {
    throw refusal("money_not_supported")
  }

  async getPaymentStatus(): Promise<GetPaymentStatusOutput> {
    throw refusal("money_not_supported")
  }

  /** Nothing was ever started at Amazon, so there is nothing to undo. */
  async deletePayment(): Promise<DeletePaymentOutput> {
    return {}
  }
}

/** @throws MedusaError `wallet_not_found` when nobody is named: nobody has no wallets */
function customerOf(context: PaymentProviderContext | undefined): string {
  const named = context?.customer?.id ?? context?.account_holder?.data.customer_id
  if (typeof named !== "string" || !named) throw refusal("wallet_not_found")
  return named
}
