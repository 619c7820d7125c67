import { defineConfig } from "@medusajs/framework/utils"
import { amazonPay } from "medusa-payment-amazon-pay"

/** A variable that the store cannot do without. */
function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`Set ${name}`)
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
  ipn: { topicArns: [required("AMAZON_PAY_TOPIC_ARN")] },
  // The simulator instead of Amazon, also in production.
  endpoints: JSON.parse(required("AMAZON_PAY_ENDPOINTS")),
  allowEndpointOverride: true,
})

export default defineConfig({
  projectConfig: {
    databaseUrl: required("DATABASE_URL"),
    http: {
      storeCors: required("STOREFRONT_URL"),
      adminCors: required("BACKEND_URL"),
      authCors: `${required("BACKEND_URL")},${required("STOREFRONT_URL")}`,
      jwtSecret: required("JWT_SECRET"),
      cookieSecret: required("COOKIE_SECRET"),
    },
    // In production a session's cookie goes over https only, and a test has none.
    cookieOptions: { secure: false, sameSite: "lax" },
  },
  plugins: [pay.plugin, { resolve: "medusa-second-plugin", options: {} }],
  modules: [{ resolve: "@medusajs/medusa/payment", options: { providers: [...pay.providers] } }],
})
