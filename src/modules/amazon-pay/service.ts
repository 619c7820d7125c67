import type { Readable } from "node:stream"
import { defineJoinerConfig } from "@medusajs/framework/utils"
import type {
  AdminPayment,
  AdminStatusResponse,
  AdminTopic,
  AdminUpdateLink,
  Chargeback,
  CheckoutResponse,
  CreatedUpdateLink,
  SelfTestAccount,
  UpdateLink,
  WalletImport,
  WalletImportRow,
  WalletUpdateType,
} from "../../contracts"
import type { MerchantAccount, ResolvedOptions } from "../../options/resolved"
import { flushOutbox, type EmittableEvent } from "./events/outbox"
import { cancelImport } from "./imports/cancel-import"
import { createImport } from "./imports/create-import"
import { listImports, listRows, readImport, type RowFilters } from "./imports/list-imports"
import type { ParsedRow } from "./imports/parse-file"
import { planImport, type KnownCustomers, type PlannedRow } from "./imports/plan"
import { toWalletImportRow } from "./imports/present"
import { reportAsCsv } from "./imports/report"
import { workImports } from "./imports/work"
import { approveTopic, listTopics, rejectTopic } from "./inbox/decide-topic"
import {
  listNotifications,
  listNotificationsAfter,
  listNotificationsOf,
  type NotificationFilters,
} from "./inbox/list-notifications"
import { drainInbox, stopDraining } from "./inbox/process"
import { readNotification, type ReadNotification } from "./inbox/read-notification"
import { receiveNotification, type Received } from "./inbox/receive"
import { replayNotification, replayNotifications } from "./inbox/replay"
import type { CursorPage } from "./persistence/cursor"
import { giveUpCharge } from "./payments/cancel"
import { listChargebacks } from "./payments/list-chargebacks"
import { listPayments, type SessionInMedusa } from "./payments/list-payments"
import { tellOfDecline } from "./payments/operation-event"
import { claimToRecord, isUnrecorded, markRecorded } from "./payments/recording"
import { listInterrupted, noteTakenBack, type Interrupted } from "./payments/settle-open"
import { WalletEntity, WalletUpdateEntity, type NotificationEntity } from "./persistence/entities"
import type { OperationEntity, OperationKind } from "./persistence/entities/operation"
import { accountOf, type Runtime } from "./runtime"
import { countEmitted } from "./telemetry/events"
import { countTaken } from "./telemetry/notifications"
import { traced } from "./telemetry/spans"
import { createUpdateLink, type WantedLink } from "./update-links/create"
import { findLinkForCustomer } from "./update-links/find-for-customer"
import { listLinks, type LinkFilters } from "./update-links/list-links"
import { toAdminUpdateLink, toUpdateLink } from "./update-links/present"
import { revokeUpdateLink } from "./update-links/revoke"
import { startFromLink } from "./update-links/start-from-link"
import { acceptsReturns, completeForCustomer, completeUpdate, findByReturnToken } from "./updates/complete"
import { exportUpdates, type ExportRow } from "./updates/export"
import { listUpdates, listUpdatesAfter, retrieveUpdate } from "./updates/list-updates"
import { updateStatistics, type Statistics, type StatisticsPeriod } from "./updates/statistics"
import type { UpdateFilters } from "./updates/update-filters"
import { startSetUp, startUpdate } from "./updates/start"
import { attachWallet } from "./wallets/attach-wallet"
import { eraseRequested, requestErasure } from "./upkeep/erase"
import { recordRun } from "./upkeep/job-runs"
import { reconcile, type Reconciled } from "./upkeep/reconcile"
import { prune, type Pruned } from "./upkeep/retention"
import { selfTest } from "./upkeep/self-test"
import { readStatus } from "./upkeep/status"
import { closeWallet } from "./wallets/close-wallet"
import { graphList, type GraphConfig, type GraphFilters } from "./wallets/graph"
import { graphSchema } from "./wallets/graph-schema"
import { listWallets, listWalletsAfter, retrieveWallet, type WalletFilters } from "./wallets/list-wallets"
import { refreshWallet, type RefreshCause } from "./wallets/refresh"

export const AMAZON_PAY_MODULE = "amazonPay"

type Page = { limit: number; offset: number }

/** An operation that Medusa has to be told of. */
export type OperationToRecord = Readonly<
  Pick<
    OperationEntity,
    "id" | "kind" | "payment_session_id" | "amount" | "currency_code" | "amazon_id" | "amazon_state" | "medusa_id"
  >
>

/** The module's door: saved wallets, their history and the inbox. Each method is one operation of this folder. */
export default class AmazonPayModuleService {
  private readonly runtime: Runtime

  /** Medusa calls them when the application is about to stop, and when it stops. */
  readonly __hooks: { onApplicationPrepareShutdown: () => Promise<void>; onApplicationShutdown: () => Promise<void> }

  constructor({ amazonPayRuntime }: { amazonPayRuntime: Runtime }) {
    this.runtime = amazonPayRuntime
    this.__hooks = {
      onApplicationPrepareShutdown: () => stopDraining(this.runtime),
      onApplicationShutdown: () => this.runtime.close(),
    }
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

  /**
   * The account a wallet is shown with: its own, or the store's first where that is not configured any more, as can be of
   * closed wallets.
   */
  accountShown(id: string): MerchantAccount {
    const { accounts } = this.runtime.options
    const [first] = accounts.keys()
    return accountOf(this.runtime, accounts.has(id) ? id : (first ?? id)).account
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

  /** Makes a link for a wallet's customer. See {@link createUpdateLink}. */
  async createUpdateLink(wanted: WantedLink): Promise<CreatedUpdateLink> {
    const { link, wallet, url } = await createUpdateLink(this.runtime, wanted)
    return { ...toAdminUpdateLink(link, wallet, this.runtime.now()), url }
  }

  revokeUpdateLink(id: string): Promise<void> {
    return revokeUpdateLink(this.runtime, id)
  }

  /** What a link is for, to the customer it was made for. See {@link findLinkForCustomer}. */
  async readUpdateLink(input: { customerId: string; token: string }): Promise<UpdateLink> {
    const found = await findLinkForCustomer(this.runtime, input)
    return toUpdateLink(found, this.accountShown(found.wallet.merchant_account))
  }

  startFromLink(input: { customerId: string; token: string }): Promise<CheckoutResponse> {
    return startFromLink(this.runtime, input)
  }

  listUpdateLinksPage(filters: LinkFilters, page: Page): Promise<{ links: AdminUpdateLink[]; count: number }> {
    return listLinks(this.runtime, filters, page)
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
    return traced("receive notification", {}, async (tell) => {
      const received = await receiveNotification(this.runtime, raw)
      const { messageId, merchantAccount, type, outcome } = received
      tell({ message_id: messageId, merchant_account: merchantAccount, type, outcome })
      countTaken(received)
      return received
    })
  }

  drainInbox(): Promise<number> {
    return drainInbox(this.runtime)
  }

  flushOutbox(emit: (events: EmittableEvent[]) => Promise<void>): Promise<number> {
    return flushOutbox(this.runtime.db, async (events) => {
      await emit(events)
      countEmitted(events)
    })
  }

  reconcile(): Promise<Reconciled> {
    return recordRun(this.runtime, "reconcile", () => reconcile(this.runtime))
  }

  prune(): Promise<Pruned> {
    return recordRun(this.runtime, "retention", () => prune(this.runtime))
  }

  /** Notes that a customer is gone, then closes and empties their wallets; what fails now, {@link reconcile} does. */
  eraseCustomer(customerId: string): Promise<number> {
    return traced("erase customer", { customer_id: customerId }, async (tell) => {
      const requested = await requestErasure(this.runtime, customerId)
      tell({ wallets: requested })
      if (requested) await eraseRequested(this.runtime)
      return requested
    })
  }

  listWalletsPage(filters: WalletFilters, page: Page): Promise<{ wallets: WalletEntity[]; count: number }> {
    return listWallets(this.runtime.db, filters, page)
  }

  listWalletsAfter(
    filters: WalletFilters,
    page: CursorPage,
  ): Promise<{ wallets: WalletEntity[]; nextCursor: string | null }> {
    return listWalletsAfter(this.runtime.db, filters, page)
  }

  /**
   * @param customerId when given, another customer's wallet is not found
   * @throws MedusaError `wallet_not_found`
   */
  retrieveWallet(id: string, customerId?: string): Promise<WalletEntity> {
    return retrieveWallet(this.runtime.db, id, customerId)
  }

  listUpdatesPage(filters: UpdateFilters, page: Page): Promise<{ updates: WalletUpdateEntity[]; count: number }> {
    return listUpdates(this.runtime.db, filters, page)
  }

  listUpdatesAfter(
    filters: UpdateFilters,
    page: CursorPage,
  ): Promise<{ updates: WalletUpdateEntity[]; nextCursor: string | null }> {
    return listUpdatesAfter(this.runtime.db, filters, page)
  }

  /** @throws MedusaError `invalid_period`, `invalid_time_zone` */
  updateStatistics(filters: UpdateFilters, period: StatisticsPeriod): Promise<Statistics> {
    return updateStatistics(this.runtime.db, filters, period, this.runtime.now())
  }

  /** All that match, read while they are taken. */
  exportUpdates(filters: UpdateFilters): AsyncGenerator<ExportRow, void> {
    return exportUpdates(this.runtime.db, filters)
  }

  /**
   * @param customerId when given, another customer's entry is not found
   * @throws MedusaError `update_not_found`
   */
  retrieveUpdate(id: string, customerId?: string): Promise<WalletUpdateEntity> {
    return retrieveUpdate(this.runtime.db, id, customerId)
  }

  listNotificationsPage(
    filters: NotificationFilters,
    page: Page,
  ): Promise<{ notifications: NotificationEntity[]; count: number }> {
    return listNotifications(this.runtime.db, filters, page)
  }

  listNotificationsAfter(
    filters: NotificationFilters,
    page: CursorPage,
  ): Promise<{ notifications: NotificationEntity[]; nextCursor: string | null }> {
    return listNotificationsAfter(this.runtime.db, filters, page)
  }

  /** @throws MedusaError `notification_not_found` */
  readNotification(messageId: string): Promise<ReadNotification> {
    return readNotification(this.runtime, messageId)
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

  /** Asks Amazon now whether keys, clock and network are right. See {@link selfTest}. */
  selfTest(): Promise<SelfTestAccount[]> {
    return selfTest(this.runtime)
  }

  /** What can be decided about a file's rows without asking Amazon. See {@link planImport}. */
  planImport(rows: readonly ParsedRow[], customers: KnownCustomers): Promise<PlannedRow[]> {
    return planImport(this.runtime, rows, customers)
  }

  /** @returns the import's id; that of the same file where it is worked off already */
  createImport(input: Parameters<typeof createImport>[1]): Promise<string> {
    return createImport(this.runtime, input)
  }

  /** Works imports off until nothing is due. See {@link workImports}. */
  workImports(): Promise<number> {
    return workImports(this.runtime)
  }

  listImportsPage(page: Page): Promise<{ imports: WalletImport[]; count: number }> {
    return listImports(this.runtime, page)
  }

  /** @throws MedusaError `import_not_found` */
  retrieveImport(id: string): Promise<WalletImport> {
    return readImport(this.runtime, id)
  }

  /** Rows of an import after a line, in the order of its file. */
  async listImportRows(filters: RowFilters, page: { limit: number; after: number }): Promise<WalletImportRow[]> {
    return (await listRows(this.runtime, filters, page)).map(toWalletImportRow)
  }

  /** The rows as a CSV file that is written while it is read. */
  importReport(filters: RowFilters): Readable {
    return reportAsCsv(this.runtime, filters)
  }

  /** Cancels what an import has not done yet. See {@link cancelImport}. */
  async cancelImport(id: string): Promise<WalletImport> {
    await cancelImport(this.runtime, id)
    return readImport(this.runtime, id)
  }

  /** How payments stand at Amazon. See {@link listPayments}. */
  listPayments(sessions: readonly SessionInMedusa[]): Promise<AdminPayment[]> {
    return listPayments(this.runtime, sessions, (id) => this.accountShown(id))
  }

  /** The latest chargebacks on wallets, newest first. */
  listChargebacks(walletIds: readonly string[]): Promise<Chargeback[]> {
    return listChargebacks(this.runtime, walletIds)
  }

  /** Takes what of one kind Medusa has to be told of next. See {@link claimToRecord}. */
  claimOperationToRecord(kind: OperationKind): Promise<OperationToRecord | null> {
    return claimToRecord(this.runtime.db, kind)
  }

  markOperationRecorded(operation: OperationToRecord): Promise<void> {
    return markRecorded(this.runtime.db, operation)
  }

  isOperationUnrecorded(id: string): Promise<boolean> {
    return isUnrecorded(this.runtime.db, id)
  }

  /** Captures and refunds in Medusa whose process ended before it knew their end. See {@link listInterrupted}. */
  listInterruptedMovements(): Promise<Interrupted[]> {
    return listInterrupted(this.runtime)
  }

  /** One of those is taken back in Medusa. */
  noteTakenBack(interrupted: Interrupted): Promise<void> {
    return noteTakenBack(this.runtime, interrupted)
  }

  /** Lets go of a charge whose payment session is gone. */
  giveUpCharge(id: string): Promise<void> {
    return giveUpCharge(this.runtime, id)
  }

  /** Tells of a decline on Medusa's event bus, once the outbox is emptied. See {@link tellOfDecline}. */
  tellOfDecline({ id }: OperationToRecord): Promise<void> {
    return tellOfDecline(this.runtime, id)
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
    return listNotificationsOf(this.runtime.db, updateId)
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
