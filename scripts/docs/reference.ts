import { graphSchema } from "../../src/modules/amazon-pay/wallets/graph-schema"
import { amazonErrorsTable, refusalsTable, storefrontErrorsTable } from "./errors"
import { eventsSection } from "./events"
import { verbatim } from "./markdown"
import { optionsTable } from "./options"
import { routesSection } from "./routes"
import { readText } from "./source"
import { reasonsTable, statusesSection } from "./words"
import { jobsTable, limitsTable, workflowsTable } from "./work"

const CONTRACTS = ["wallet", "update", "checkout", "notification", "status", "lists"]

/** The whole of docs/reference.md. */
export function reference(): string {
  return [
    "# Reference",
    "This page is generated from the sources by `npm run docs`. Do not edit it.",
    "## Options",
    "The argument of `amazonPay()`. Options of scope _account_ may stand at the top level, or in `accounts.<name>`; what stands at the top level is the default for every account. All problems are reported at boot in one message, as an `AmazonPayOptionsError` (`code` is `invalid_options`); it names options and never their values. Unknown options are refused.",
    optionsTable(),
    "## Routes",
    "JSON in and out, in Medusa's style. Bodies and queries are strict: a member that is not listed is refused with 400.",
    routesSection(),
    "## Objects",
    'What the answers above are made of. The package exports the types: `import type { Wallet } from "medusa-payment-amazon-pay"`. Storefronts import them from `medusa-payment-amazon-pay/storefront`.',
    verbatim("typescript", contracts()),
    "## Errors",
    "### Refusals",
    "Answered as `{ type, message, code }`. The code is stable; the message may change.",
    refusalsTable(),
    "### Failures at Amazon",
    "`AmazonPayError`. Routes that ask Amazon answer 503 where trying again can help and 502 otherwise, with this code and a neutral message. The log has Amazon's own reason code and request id. The complete route never answers these: what Amazon did not confirm is an update in status `pending`.",
    amazonErrorsTable(),
    "### Storefront widget",
    "`WalletUpdateError`: why Amazon's page was not reached.",
    storefrontErrorsTable(),
    "## States",
    statusesSection(),
    "## Reasons",
    "Amazon's reason codes of a wallet, older names included, with the `action` that follows.",
    reasonsTable(),
    "## Events",
    "On Medusa's event bus, at least once, after the change they tell of is committed.",
    eventsSection(),
    "## Jobs",
    jobsTable(),
    "## Workflows",
    "Exported from `medusa-payment-amazon-pay/workflows`, together with `EVENTS`.",
    workflowsTable(),
    "## Calls to Amazon",
    "The only calls that are made, with Amazon's limits per merchant account, environment and operation.",
    limitsTable(),
    "## Query",
    "What `query.graph` can read, as entities `amazon_pay_wallet` and `amazon_pay_update`. Both are linked to `customer`, read-only: a wallet or an update has `customer`, a customer has `amazon_pay_wallets` and `amazon_pay_updates`. A wallet also has `updates`. Nothing that was signed can be selected.",
    verbatim("graphql", dedent(graphSchema)),
  ].join("\n\n")
}

/** The contracts as they stand, without what holds the files together. */
function contracts(): string {
  return CONTRACTS.map((name) =>
    readText(`src/contracts/${name}.ts`)
      .split("\n")
      .filter((line) => !line.startsWith("import "))
      .join("\n")
      .trim(),
  ).join("\n\n")
}

function dedent(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^ {2}/, ""))
    .join("\n")
}
