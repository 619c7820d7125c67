import { Wallets1764000000000 } from "./1764000000000-wallets"
import { History1764000001000 } from "./1764000001000-history"
import { Inbox1764000002000 } from "./1764000002000-inbox"
import { Outbox1764000003000 } from "./1764000003000-outbox"
import { Upkeep1764000004000 } from "./1764000004000-upkeep"
import { InboxClaims1764000005000 } from "./1764000005000-inbox-claims"
import { SharedBudget1764000006000 } from "./1764000006000-shared-budget"
import { ListIndexes1764000007000 } from "./1764000007000-list-indexes"
import { ErasedCustomers1764000006500 } from "./1764000006500-erased-customers"
import { UpdateLinks1764000008000 } from "./1764000008000-update-links"
import { Imports1764000009000 } from "./1764000009000-imports"
import { Operations1764000010000 } from "./1764000010000-operations"
import { Chargebacks1764000011000 } from "./1764000011000-chargebacks"
import { InboxLeases1764000012000 } from "./1764000012000-inbox-leases"
import { ChargesToLookAt1764000013000 } from "./1764000013000-charges-to-look-at"

/** In the order in which they run. */
export const migrations = [
  Wallets1764000000000,
  History1764000001000,
  Inbox1764000002000,
  Outbox1764000003000,
  Upkeep1764000004000,
  InboxClaims1764000005000,
  SharedBudget1764000006000,
  ListIndexes1764000007000,
  ErasedCustomers1764000006500,
  UpdateLinks1764000008000,
  Imports1764000009000,
  Operations1764000010000,
  Chargebacks1764000011000,
  InboxLeases1764000012000,
  ChargesToLookAt1764000013000,
]
