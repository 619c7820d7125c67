import type {
  ChangeField,
  ReturnOutcome,
  UpdateInitiator,
  UpdateLinkStatus,
  UpdateSource,
  UpdateStatus,
  UpdateType,
  WalletAction,
  WalletStatus,
  WalletUpdateType,
} from "../../contracts"
import type { WalletUpdateFailureCode } from "../failure"

/** A message with a heading. */
export type TitledText = { title: string; text: string }

/** Every text the components and the element show. A store changes single ones by spreading: `{ ...GERMAN, became: "…" }`. */
export type StorefrontWords = {
  /** What the words are written in, as in `lang="…"`; times are written in it too. */
  language: string
  walletStatuses: Record<WalletStatus, string>
  /** What to do about a wallet. */
  walletActions: Record<WalletAction, string>
  /** Instead of the status of a wallet for which there is nothing to do but wait. */
  waiting: string
  /** By Amazon's reason code, addressed to the customer; unknown codes are not shown. */
  reasons: Readonly<Partial<Record<string, string>>>
  /** Titles of a finished update; `other` is a change nobody started from the store. */
  completed: Record<UpdateType | "other", string>
  outcomes: Record<Exclude<ReturnOutcome, "completed">, TitledText>
  /** Instead of the outcome `failed` or `declined`, where a new wallet was to be saved. */
  notSaved: TitledText
  /** Why Amazon's page was not reached. */
  failures: Record<WalletUpdateFailureCode, string>
  /** What could not be done, each with a way on; `loggedOut` and `unreachable` say why. */
  problems: Record<"wallets" | "history" | "result" | "close" | "loggedOut" | "unreachable", string>
  /** The page behind a link that the store sent: what it is for, or why it does nothing any more. */
  updateLinks: Record<WalletUpdateType | Exclude<UpdateLinkStatus, "open">, TitledText>
  updateTypes: Record<UpdateType | "other", string>
  updateStatuses: Record<UpdateStatus, string>
  initiators: Record<UpdateInitiator, string>
  sources: Record<UpdateSource, string>
  /** Who, and what confirmed it (there may be nothing), put together. */
  origin: (initiator: string, sources: readonly string[]) => string
  fields: Record<ChangeField, string>
  productTypes: Readonly<Partial<Record<string, string>>>
  /** Between the old and the new value, for people who do not see the arrow. */
  became: string
  /** Between a label and what it labels. */
  colon: string
  /** Instead of a value that is not there. */
  nothing: string
  /** Instead of an empty history. */
  noHistory: string
  labels: {
    wallets: string
    closedWallets: string
    loading: string
    /** Instead of the name of a payment method that Amazon did not tell. */
    unnamedWallet: string
    testWallet: string
    deliveryAddress: string
    save: string
    updatePaymentMethod: string
    updateAddress: string
    addAddress: string
    /** While the customer is on the way to Amazon. */
    opening: string
    manage: string
    opensNewTab: string
    history: string
    showMore: (count: number) => string
    tryAgain: string
    dismiss: string
  }
  /** Instead of an empty list of wallets. */
  noWallets: TitledText
  /** Where Amazon has no page for updates (Japan): its own page for the wallet is offered instead. */
  manageAtAmazon: string
  closing: {
    open: string
    title: string
    text: (wallet: string) => string
    keep: string
    confirm: string
    busy: string
    done: string
  }
}
