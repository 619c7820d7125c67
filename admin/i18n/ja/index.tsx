import type { Translation } from "../en"
import { customer } from "./customer"
import { payment } from "./payment"
import { listing } from "./listing"
import { updatesPage } from "./updates-page"
import { nav } from "./nav"
import { walletsPage } from "./wallets-page"
import { notificationsPage } from "./notifications-page"
import { notificationHelp } from "./notification-help"
import { setupPage } from "./setup-page"
import { checkLevel } from "./check-level"
import { topicStatus } from "./topic-status"
import { job } from "./job"
import { check } from "./check"
import { checkFix } from "./check-fix"
import { selfTest } from "./self-test"
import { selfTestCode } from "./self-test-code"
import { selfTestFix } from "./self-test-fix"
import { importPage } from "./import-page"
import { importStatus } from "./import-status"
import { importRow } from "./import-row"
import { importCode } from "./import-code"
import { walletActions } from "./wallet-actions"
import { updateLinks } from "./update-links"
import { linkStatus } from "./link-status"
import { attachWallet } from "./attach-wallet"

export const ja: Translation = {
  ...customer,
  ...payment,
  listing,
  updatesPage,
  nav,
  walletsPage,
  notificationsPage,
  notificationHelp,
  setupPage,
  checkLevel,
  topicStatus,
  job,
  check,
  checkFix,
  selfTest,
  selfTestCode,
  selfTestFix,
  importPage,
  importStatus,
  importRow,
  importCode,
  walletActions,
  updateLinks,
  linkStatus,
  attachWallet,
}
