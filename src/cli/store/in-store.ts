import type { ConfigModule } from "@medusajs/framework/types"
import { openStore, type OpenStore } from "./open-store"
import { readStoreConfig } from "./store-config"
import { optionsIn } from "./store-options"

/**
 * Does something with the store in a folder, and lets go of its database whatever comes of it.
 *
 * @throws CommandFailure, AmazonPayOptionsError
 */
export async function inStore<T>(
  directory: string,
  work: (store: OpenStore, config: ConfigModule) => Promise<T>,
): Promise<T> {
  const config = await readStoreConfig(directory)
  const store = await openStore(config, optionsIn(config))
  try {
    return await work(store, config)
  } finally {
    await store.close()
  }
}
