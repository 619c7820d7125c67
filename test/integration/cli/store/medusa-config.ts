import { defineConfig } from "@medusajs/framework/utils"
import { amazonPay, type AmazonPayOptions } from "../../../../src"

/** A store as its owner writes it, for commands that run in its folder. */
const pay = amazonPay(JSON.parse(process.env.AMAZON_PAY_TEST_OPTIONS ?? "{}") as AmazonPayOptions)

export default defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: { storeCors: "*", adminCors: "*", authCors: "*", jwtSecret: "test", cookieSecret: "test" },
  },
  plugins: [pay.plugin],
  modules: [{ resolve: "@medusajs/medusa/payment", options: { providers: [...pay.providers] } }],
})
