import { openWorkshop } from "./backlog.mjs"
import { built } from "./built.mjs"
import { newMerchant } from "./merchant.mjs"
import { newPort } from "./stage.mjs"

/**
 * A database, a simulator of Amazon, and stores that talk to it with the limits of Amazon's live environment.
 *
 * @param {Awaited<ReturnType<typeof import("./stage.mjs").openStage>>} stage
 * @param {{ latencyMs?: number, throttling?: boolean }} amazonOptions
 */
export async function openScene(stage, amazonOptions) {
  const merchant = newMerchant("live")
  const amazon = await built("simulator").startSimulator({
    tlsPort: null,
    merchants: [merchant.setup],
    ...amazonOptions,
  })
  const database = await stage.newDatabase()
  const options = {
    ...merchant.options,
    // Amazon sends live buyers to https only. Who ends TLS before a store passes the path on; so does the bench.
    backendUrl: "https://store.example.com",
    storefrontUrl: "https://shop.example.com",
    ipn: { topicArns: [amazon.topicArn(merchant.merchantId)] },
    endpoints: amazon.endpoints("eu"),
  }
  const workshop = await openWorkshop({ database, options, amazon, merchant })
  const stores = []
  return {
    amazon,
    database,
    workshop,
    options,
    merchantId: merchant.merchantId,
    /** One process of the store, or another one. */
    async openStore(setup) {
      const store = await stage.openStore({ database, options, port: await newPort(), ...setup })
      stores.push(store)
      return store
    },
    async close() {
      for (const store of stores) await store.close()
      await workshop.close()
      await amazon.close()
    },
  }
}

/** Where a store takes notifications. */
export function ipnUrl({ url }) {
  return `${url}/hooks/amazon-pay/ipn`
}
