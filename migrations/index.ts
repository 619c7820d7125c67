import { Wallets1764000000000 } from "./1764000000000-wallets"
import { History1764000001000 } from "./1764000001000-history"
import { Inbox1764000002000 } from "./1764000002000-inbox"
import { Outbox1764000003000 } from "./1764000003000-outbox"
import { Upkeep1764000004000 } from "./1764000004000-upkeep"
import { InboxClaims1764000005000 } from "./1764000005000-inbox-claims"
import { SharedBudget1764000006000 } from "./1764000006000-shared-budget"

/** In the order in which they run. */
export const migrations = [
  Wallets1764000000000,
  History1764000001000,
  Inbox1764000002000,
  Outbox1764000003000,
  Upkeep1764000004000,
  InboxClaims1764000005000,
  SharedBudget1764000006000,
]
