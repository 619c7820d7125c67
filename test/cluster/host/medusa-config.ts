import path from "node:path"
import { defineConfig } from "@medusajs/framework/utils"
import type { AmazonPayOptions } from "../../../src"

/** One process of a store with several: Medusa with this plugin's sources, with Redis where there is one. */
const root = path.resolve(__dirname, "../../..")
const options = JSON.parse(process.env.AMAZON_PAY_TEST_OPTIONS ?? "{}") as AmazonPayOptions
const redisUrl = process.env.AMAZON_PAY_TEST_REDIS
/** As fast as the simulator, or at the pace Amazon allows. */
const amazonPay = process.env.AMAZON_PAY_TEST_PACE === "amazon" ? "src/modules/amazon-pay" : "test/cluster/unpaced"

const locking = {
  resolve: "@medusajs/medusa/locking-redis",
  id: "locking-redis",
  is_default: true,
  options: { redisUrl },
}

export default defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    redisUrl,
    http: { storeCors: "*", adminCors: "*", authCors: "*", jwtSecret: "test", cookieSecret: "test" },
  },
  admin: { disable: true },
  modules: [
    { resolve: path.join(root, amazonPay), options },
    {
      resolve: "@medusajs/medusa/payment",
      options: {
        providers: [
          {
            resolve: path.join(root, "src/providers/amazon-pay"),
            id: "default",
            options: { ...options, account: "default" },
          },
        ],
      },
    },
    ...(redisUrl
      ? [
          { resolve: "@medusajs/medusa/event-bus-redis", options: { redisUrl } },
          { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl } } },
          { resolve: "@medusajs/medusa/locking", options: { providers: [locking] } },
        ]
      : []),
  ],
})
