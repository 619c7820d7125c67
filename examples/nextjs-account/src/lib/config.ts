import Medusa from "@medusajs/js-sdk"

/** The store, as Medusa's Next.js starter has it: asked by the server only. */
export const sdk = new Medusa({
  baseUrl: process.env.MEDUSA_BACKEND_URL ?? "http://localhost:9000",
  publishableKey: process.env.NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY,
})
