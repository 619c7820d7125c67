import type { AmazonPayClient } from "../../../client/amazon-pay-client"
import type { Priority } from "../../../client/turns"
import type { UpdateSource } from "../../../contracts"
import type { MerchantAccount } from "../../../options/resolved"
import type { CheckoutAttemptEntity, WalletUpdateEntity } from "../persistence/entities"

/** A checkout session that is ours to settle, and everything that takes. */
export type Claimed = Readonly<{
  account: MerchantAccount
  client: AmazonPayClient
  update: WalletUpdateEntity
  attempt: CheckoutAttemptEntity
  /** Through what we came to settle it. */
  source: UpdateSource
  /** Of every call at Amazon that it takes. */
  priority: Priority
}>
