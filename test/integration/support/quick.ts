import type { AmazonPayOptions } from "../../../src"
import { createAmazonPayClient, type ClientDependencies } from "../../../src/client/amazon-pay-client"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import { resolveOptions } from "../../../src/options/resolve"
import type { Simulator } from "../../../src/simulator"
import { MERCHANT_ID, pluginOptions } from "./options"
import { openTestStore, type TestStore } from "./store"

/** No pacing, short pauses, and no circuit that stays open from one test to the next. */
const QUICK: ClientDependencies = {
  awaitTurn: async () => undefined,
  timeoutMs: 5_000,
  budgetMs: 15_000,
  retryBaseMs: 2,
  breakAfter: 100_000,
}

/** A test store whose clients do not keep to the slow pace of Amazon's sandbox. Requests carry the time of the wall clock. */
export async function openQuickStore(given: { options?: Partial<AmazonPayOptions> } = {}): Promise<TestStore> {
  const store = await openTestStore(given)
  return {
    ...store,
    runtime: asking(store.runtime),
    secondProcess: async () => asking(await store.secondProcess()),
  }
}

/** The same process with clients that behave otherwise, e.g. lose their patience sooner. */
export function asking(runtime: Runtime, client: Partial<ClientDependencies> = {}): Runtime {
  const accounts = [...runtime.options.accounts.values()].map((account) => {
    return [account.id, { account, client: createAmazonPayClient(account, { ...QUICK, ...client }) }] as const
  })
  return { ...runtime, accounts: new Map(accounts) }
}

/** The same database seen by a store that was started with other options. */
export function configured(runtime: Runtime, simulator: Simulator, options: Partial<AmazonPayOptions>): Runtime {
  const resolved = resolveOptions(
    pluginOptions({
      endpoints: simulator.endpoints("eu"),
      ipn: { topicArns: [simulator.topicArn(MERCHANT_ID)] },
      ...options,
    }),
    { production: false },
  )
  return asking({ ...runtime, options: resolved })
}
