import path from "node:path"
import { defineConfig } from "@medusajs/framework/utils"
import type { AmazonPayOptions } from "../../src"

/** The store under test: Medusa with this plugin's sources, configured by the test that starts it. */
const sources = path.resolve(__dirname, "../../src")
const options = JSON.parse(process.env.AMAZON_PAY_TEST_OPTIONS ?? "{}") as AmazonPayOptions
/** At the pace Amazon allows, unless the test moves much money. */
const amazonPay =
  process.env.AMAZON_PAY_TEST_PACE === "simulator" ? path.resolve(__dirname, "quick") : "modules/amazon-pay"
const accounts = Object.keys(options.accounts ?? { default: options })

export default defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: { storeCors: "*", adminCors: "*", authCors: "*", jwtSecret: "test", cookieSecret: "test" },
  },
  admin: { disable: true },
  modules: [
    { resolve: path.resolve(sources, amazonPay), options },
    {
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: accounts.map((id) => ({
          resolve: path.join(sources, "providers/amazon-pay"),
          id,
          options: { ...options, account: id },
        })),
      },
    },
  ],
})
