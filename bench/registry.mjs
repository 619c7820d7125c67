import { added } from "./rows/added.mjs"
import { clone } from "./rows/clone.mjs"
import { drain } from "./rows/drain.mjs"
import { ipnRoute } from "./rows/ipn-route.mjs"
import { lists } from "./rows/lists.mjs"
import { oneWallet } from "./rows/one-wallet.mjs"
import { provider } from "./rows/provider.mjs"
import { returns } from "./rows/returns.mjs"
import { signing } from "./rows/signing.mjs"
import { startRoute } from "./rows/start-route.mjs"
import { verification } from "./rows/verification.mjs"
import { widget } from "./rows/widget.mjs"

/**
 * Everything that is measured, in this order. A group names its rows and measures them together, because they share a
 * stage: `measure` answers one row for each name. One that is long is measured only when it is named.
 *
 * @type {readonly { names: readonly string[], isLong?: boolean, measure: (context: Context) => Promise<import("./lib/row.mjs").Row[]> }[]}
 * @typedef {{ quick: boolean, stage: () => Promise<Awaited<ReturnType<typeof import("./lib/stage.mjs").openStage>>>,
 *   say: (line: string) => void }} Context `quick` asks for fewer rounds; `stage` opens PostgreSQL on first use
 */
export const GROUPS = [
  widget,
  signing,
  startRoute,
  provider,
  verification,
  ipnRoute,
  oneWallet,
  drain,
  returns,
  lists,
  added,
  clone,
]
