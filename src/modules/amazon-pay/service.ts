import { defineJoinerConfig } from "@medusajs/framework/utils"
import type { AdminStatusResponse, AdminTopic, CheckoutResponse, WalletUpdateType } from "../../contracts"
import type { MerchantAccount, ResolvedOptions } from "../../options/resolved"
import { refusal } from "./errors"
import { flushOutbox, type EmittableEvent } from "./events/outbox"
import { approveTopic, listTopics, rejectTopic } from "./inbox/decide-topic"
import { listNotifications, type NotificationFilters } from "./inbox/list-notifications"
import { drainInbox } from "./inbox/process"
import { receiveNotification, type Received } from "./inbox/receive"
import { replayNotification, replayNotifications } from "./inbox/replay"
import { NotificationEntity, WalletEntity, WalletUpdateEntity } from "./persistence/entities"
import { accountOf, type Runtime } from "./runtime"
import { acceptsReturns, completeForCustomer, completeUpdate, findByReturnToken } from "./updates/complete"
import { listUpdates, type UpdateFilters } from "./updates/list-updates"
import { startSetUp, startUpdate } from "./updates/start"
import { attachWallet } from "./wallets/attach-wallet"
import { eraseRequested, requestErasure } from "./upkeep/erase"
import { recordRun } from "./upkeep/job-runs"
import { reconcile, type Reconciled } from "./upkeep/reconcile"
import { prune, type Pruned } from "./upkeep/retention"
import { readStatus } from "./upkeep/status"
import { closeWallet } from "./wallets/close-wallet"
import { graphList, type GraphConfig, type GraphFilters } from "./wallets/graph"
import { graphSchema } from "./wallets/graph-schema"
import { listWallets, type WalletFilters } from "./wallets/list-wallets"
import { refreshWallet, type RefreshCause } from "./wallets/refresh"

export const AMAZON_PAY_MODULE = "amazonPay"

type Page = { limit: number; offset: number }

/** The module's door: saved wallets, their history and the inbox. Each method is one operation of this folder. */
export default class AmazonPayModuleService {
  private readonly runtime: Runtime

  /** Medusa calls it when the application stops. */
  readonly __hooks: { onApplicationShutdown: () => Promise<void> }

  constructor({ amazonPayRuntime }: { amazonPayRuntime: Runtime }) {
    this.runtime = amazonPayRuntime
    this.__hooks = { onApplicationShutdown: () => this.runtime.close() }
  }

  __joinerConfig() {
    return defineJoinerConfig(AMAZON_PAY_MODULE, {
      models: [],
      schema: graphSchema,
      primaryKeys: ["id"],
      linkableKeys: { amazon_pay_wallet_id: "AmazonPayWallet", amazon_pay_update_id: "AmazonPayUpdate" },
      alias: [
        {
          name: ["amazon_pay_wallet", "amazon_pay_wallets"],
          entity: "AmazonPayWallet",
          args: { methodSuffix: "AmazonPayWallets" },
        },
        {
          name: ["amazon_pay_update", "amazon_pay_updates"],
          entity: "AmazonPayUpdate",
          args: { methodSuffix: "AmazonPayUpdates" },
        },
      ],
    })
  }

  get options(): ResolvedOptions {
    return this.runtime.options
  }

  /** @throws MedusaError `account_not_configured` */
  account(id: string): MerchantAccount {
    return accountOf(this.runtime, id).account
  }

  startUpdate(input: {
    customerId: string
    walletId: string
    updateType: WalletUpdateType
  }): Promise<CheckoutResponse> {
    return startUpdate(this.runtime, input)
  }

  startSetUp(input: { customerId: string; merchantAccount?: string }): Promise<CheckoutResponse> {
    return startSetUp(this.runtime, input)
  }

  completeForCustomer(input: {
    customerId: string
    updateId: string
    checkoutSessionId: unknown
  }): Promise<WalletUpdateEntity> {
    return completeForCustomer(this.runtime, input)
  }

  /** Settles a session for the buyer who came back with an update's return token. */
  completeReturned(update: WalletUpdateEntity, checkoutSessionId: string): Promise<WalletUpdateEntity> {
    return completeUpdate(this.runtime, update, checkoutSessionId, "return")
  }

  /** The update of a return token, or `null` when there is none or it ended too long ago. */
  async findReturning(token: string): Promise<WalletUpdateEntity | null> {
    const update = await findByReturnToken(this.runtime, token)
    return update && acceptsReturns(this.runtime, update) ? update : null
  }

  attachWallet(input: { customerId: string; chargePermissionId: string }): Promise<WalletEntity> {
    return attachWallet(this.runtime, input)
  }

  closeWallet(input: { customerId: string; walletId: string }): Promise<WalletEntity> {
    return closeWallet(this.runtime, input)
  }

  async refreshWallet(walletId: string, cause: RefreshCause): Promise<WalletEntity> {
    return (await refreshWallet(this.runtime, walletId, cause)).wallet
  }

  /** Verifies and stores one notification. See {@link receiveNotification}. */
  receiveNotification(raw: Buffer): Promise<Received> {
    return receiveNotification(this.runtime, raw)
  }

  drainInbox(): Promise<number> {
    return drainInbox(this.runtime)
  }

  flushOutbox(emit: (events: EmittableEvent[]) => Promise<void>): Promise<number> {
    return flushOutbox(this.runtime.db, emit)
  }

  reconcile(): Promise<Reconciled> {
    return recordRun(this.runtime, "reconcile", () => reconcile(this.runtime))
  }

  prune(): Promise<Pruned> {
    return recordRun(this.runtime, "retention", () => prune(this.runtime))
  }

  /** Notes that a customer is gone, then closes and empties their wallets; what fails now, {@link reconcile} does. */
  async eraseCustomer(customerId: string): Promise<number> {
    const requested = await requestErasure(this.runtime, customerId)
    if (requested) await eraseRequested(this.runtime)
    return requested
  }

  listWalletsPage(filters: WalletFilters, page: Page): Promise<{ wallets: WalletEntity[]; count: number }> {
    return listWallets(this.runtime.db, filters, page)
  }

  /**
   * @param customerId when given, another customer's wallet is not found
   * @throws MedusaError `wallet_not_found`
   */
  async retrieveWallet(id: string, customerId?: string): Promise<WalletEntity> {
    const wallet = await this.runtime.db
      .getRepository(WalletEntity)
      .findOneBy({ id, ...(customerId !== undefined && { customer_id: customerId }) })
    if (!wallet) throw refusal("wallet_not_found")
    return wallet
  }

  listUpdatesPage(filters: UpdateFilters, page: Page): Promise<{ updates: WalletUpdateEntity[]; count: number }> {
    return listUpdates(this.runtime.db, filters, page)
  }

  /**
   * @param customerId when given, another customer's entry is not found
   * @throws MedusaError `update_not_found`
   */
  async retrieveUpdate(id: string, customerId?: string): Promise<WalletUpdateEntity> {
    const update = await this.runtime.db
      .getRepository(WalletUpdateEntity)
      .findOneBy({ id, ...(customerId !== undefined && { customer_id: customerId }) })
    if (!update) throw refusal("update_not_found")
    return update
  }

  listNotificationsPage(
    filters: NotificationFilters,
    page: Page,
  ): Promise<{ notifications: NotificationEntity[]; count: number }> {
    return listNotifications(this.runtime.db, filters, page)
  }

  replayNotification(messageId: string): Promise<NotificationEntity> {
    return replayNotification(this.runtime, messageId)
  }

  replayNotifications(which: Parameters<typeof replayNotifications>[1]): Promise<number> {
    return replayNotifications(this.runtime, which)
  }

  readStatus(): Promise<AdminStatusResponse["status"]> {
    return readStatus(this.runtime)
  }

  listTopics(): Promise<AdminTopic[]> {
    return listTopics(this.runtime)
  }

  approveTopic(arn: string): Promise<AdminTopic> {
    return approveTopic(this.runtime, arn)
  }

  rejectTopic(arn: string): Promise<AdminTopic> {
    return rejectTopic(this.runtime, arn)
  }

  /** The notifications behind a history entry, oldest first. */
  listNotificationsOf(updateId: string): Promise<NotificationEntity[]> {
    return this.runtime.db
      .getRepository(NotificationEntity)
      .find({ where: { update_id: updateId }, order: { sent_at: "ASC" }, take: 100 })
  }

  async listAmazonPayWallets(filters?: GraphFilters, config?: GraphConfig): Promise<WalletEntity[]> {
    return (await this.listAndCountAmazonPayWallets(filters, config))[0]
  }

  listAndCountAmazonPayWallets(filters?: GraphFilters, config?: GraphConfig): Promise<[WalletEntity[], number]> {
    return graphList(this.runtime.db.getRepository(WalletEntity), filters, config)
  }

  async listAmazonPayUpdates(filters?: GraphFilters, config?: GraphConfig): Promise<WalletUpdateEntity[]> {
    return (await this.listAndCountAmazonPayUpdates(filters, config))[0]
  }

  listAndCountAmazonPayUpdates(filters?: GraphFilters, config?: GraphConfig): Promise<[WalletUpdateEntity[], number]> {
    return graphList(this.runtime.db.getRepository(WalletUpdateEntity), filters, config)
  }
}
