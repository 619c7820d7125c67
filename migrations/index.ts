import { Wallets1764000000000 } from "./1764000000000-wallets"
import { History1764000001000 } from "./1764000001000-history"
import { Inbox1764000002000 } from "./1764000002000-inbox"
import { Outbox1764000003000 } from "./1764000003000-outbox"
import { Upkeep1764000004000 } from "./1764000004000-upkeep"

/** In the order in which they run. */
export const migrations = [
  Wallets1764000000000,
  History1764000001000,
  Inbox1764000002000,
  Outbox1764000003000,
  Upkeep1764000004000,
]
