import { defineConfig } from "@medusajs/framework/utils"
import type { AmazonPayOptions } from "../../src"

/** A store with the plugin as it was built, configured by the bench that starts it; without options a store without it. */
const PLUGIN = "medusa-payment-amazon-pay"
const given = process.env.AMAZON_PAY_BENCH_OPTIONS
const options: AmazonPayOptions | null = given ? JSON.parse(given) : null
const redisUrl = process.env.REDIS_URL

function workerMode(): "shared" | "server" | "worker" {
  const mode = process.env.WORKER_MODE
  return mode === "server" || mode === "worker" ? mode : "shared"
}

function paymentModule(own: AmazonPayOptions) {
  const provider = { resolve: `${PLUGIN}/providers/amazon-pay`, id: "default", options: { ...own, account: "default" } }
  return { resolve: "@medusajs/medusa/payment", options: { providers: [provider] } }
}

export default defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    workerMode: workerMode(),
    redisUrl,
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:8000",
      jwtSecret: process.env.JWT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET,
    },
  },
  admin: { disable: true },
  plugins: options ? [{ resolve: PLUGIN, options }] : [],
  modules: [
    ...(options ? [paymentModule(options)] : []),
    ...(redisUrl ? [{ resolve: "@medusajs/medusa/event-bus-redis", options: { redisUrl } }] : []),
  ],
})
