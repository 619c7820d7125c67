import { defineConfig } from "@medusajs/framework/utils"
import { amazonPay } from "medusa-payment-amazon-pay"

/** A variable that the store cannot do without. */
function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`Set ${name}. "npm run demo" in the repository's root does.`)
  return value
}

const pay = amazonPay({
  merchantId: required("AMAZON_PAY_MERCHANT_ID"),
  storeId: required("AMAZON_PAY_STORE_ID"),
  publicKeyId: required("AMAZON_PAY_PUBLIC_KEY_ID"),
  privateKey: required("AMAZON_PAY_PRIVATE_KEY"),
  region: "eu",
  sandbox: true,
  backendUrl: required("BACKEND_URL"),
  storefrontUrl: required("STOREFRONT_URL"),
  returnTo: process.env.RETURN_TO === "storefront" ? "storefront" : "backend",
  ipn: { topicArns: [required("AMAZON_PAY_TOPIC_ARN")] },
  // The simulator instead of Amazon. A real store has no endpoints.
  endpoints: JSON.parse(required("AMAZON_PAY_ENDPOINTS")),
})

const redisUrl = process.env.REDIS_URL

export default defineConfig({
  projectConfig: {
    databaseUrl: required("DATABASE_URL"),
    redisUrl,
    http: {
      storeCors: required("STOREFRONT_URL"),
      adminCors: required("BACKEND_URL"),
      authCors: `${required("BACKEND_URL")},${required("STOREFRONT_URL")}`,
      jwtSecret: process.env.JWT_SECRET ?? "demo",
      cookieSecret: process.env.COOKIE_SECRET ?? "demo",
    },
  },
  plugins: [pay.plugin],
  modules: [
    { resolve: "@medusajs/medusa/payment", options: { providers: [...pay.providers] } },
    {
      resolve: "@medusajs/medusa/notification",
      options: {
        providers: [
          {
            // Writes mails to the log and sends nothing. A real store has its provider here.
            resolve: "@medusajs/medusa/notification-local",
            id: "local",
            options: { channels: ["email", "feed"] },
          },
        ],
      },
    },
    ...(redisUrl
      ? [
          { resolve: "@medusajs/medusa/event-bus-redis", options: { redisUrl } },
          { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl } } },
          {
            resolve: "@medusajs/medusa/locking",
            options: {
              providers: [
                {
                  resolve: "@medusajs/medusa/locking-redis",
                  id: "locking-redis",
                  is_default: true,
                  options: { redisUrl },
                },
              ],
            },
          },
        ]
      : []),
  ],
})
