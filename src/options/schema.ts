import { z } from "zod"
import { ALGORITHMS } from "../protocol/algorithm"
import { REGION_ALIASES, REGION_CODES } from "../protocol/regions"
import { SCOPES } from "./resolved"

const text = (max: number) => z.string().trim().min(1).max(max)

const regions = [...REGION_CODES, ...Object.keys(REGION_ALIASES)] as [string, ...string[]]

const keyPair = z.strictObject({
  publicKeyId: text(128).describe("Amazon's id of the uploaded public key."),
  privateKey: z.string().describe("The private key of the pair; see `privateKey`."),
})

const deliverySpecifications = z.strictObject({
  specialRestrictions: z.array(z.enum(["RestrictPOBoxes", "RestrictPackstations"])).optional(),
  addressRestrictions: z
    .strictObject({
      type: z.enum(["Allowed", "NotAllowed"]),
      restrictions: z.record(
        z.string(),
        z.strictObject({
          statesOrRegions: z.array(z.string().max(100)).optional(),
          zipCodes: z.array(z.string().max(20)).optional(),
        }),
      ),
    })
    .optional(),
})

const merchantMetadata = z.strictObject({
  merchantReferenceId: text(256).optional(),
  merchantStoreName: text(50).optional(),
  noteToBuyer: text(255).optional(),
  customInformation: text(4096).optional(),
})

/** What of the notifications belongs to one account. */
const accountIpn = z.strictObject({
  topicArns: z
    .array(z.string())
    .optional()
    .describe(
      "Exact ARNs of the SNS topics whose messages are trusted. Empty means learning: authentic messages of other topics are held until an admin approves the topic.",
    ),
})

const storeIpn = z.strictObject({
  ...accountIpn.shape,
  autoApproveTopics: z
    .boolean()
    .optional()
    .describe("Trust every authentic topic that names this merchant. For sandboxes; refused in production."),
  maxAgeSeconds: z
    .number()
    .int()
    .min(3600)
    .max(90 * 86_400)
    .optional()
    .describe("Oldest publication time of a message that is accepted. Default 14 days."),
  trustAnchors: z
    .array(z.string())
    .optional()
    .describe("PEM certificates; when given, the signing certificate must chain to one of them."),
})

const retention = z.strictObject({
  historyDays: z.number().int().min(30).max(3650).nullable().optional().describe("Default: history is kept."),
  notificationDays: z.number().int().min(14).max(3650).optional().describe("Default 90."),
  addressDays: z.number().int().min(1).max(3650).optional().describe("Default 30, counted from closing."),
})

/** The largest limit is one that nobody meets. */
const perMinute = z.number().int().min(1).max(1_000_000).optional()

const limits = z.strictObject({
  requestsPerCustomer: perMinute.describe(
    "What one customer starts, completes and closes in a minute; beyond it 429. Default 60.",
  ),
  returnsPerUpdate: perMinute.describe(
    "Returns of one update or payment in a minute that Amazon is asked about; beyond it the buyer's page asks. Default 30.",
  ),
  returnsPerAddress: perMinute.describe("The same for returns from one address. Default 240."),
})

const url = z.string().max(400)

const endpoints = z.strictObject({
  payApi: url.optional().describe("Base URL of the v2 API."),
  checkoutScript: url.optional().describe("URL of the browser script."),
  snsCertificates: url.optional().describe("Where certificate bytes come from after every check of their URL."),
  sns: url.optional().describe("Where subscriptions are confirmed."),
})

/** What belongs to one Amazon merchant account. */
const accountShape = {
  merchantId: text(64).optional().describe("Merchant id, as issued by Amazon. Required."),
  storeId: text(128)
    .optional()
    .describe("Store id (`amzn1.application-oa2-client...`), as issued by Amazon. Required."),
  publicKeyId: text(128)
    .optional()
    .describe("Id of the uploaded public key. A `SANDBOX-` or `LIVE-` prefix must agree with `sandbox`."),
  privateKey: z
    .string()
    .optional()
    .describe("RSA private key: PEM, PEM with literal `\\n`, Base64 of it, or the path of a file."),
  keys: z
    .array(keyPair)
    .min(1)
    .max(5)
    .optional()
    .describe("Instead of one pair, during a rotation: the first signs, the others stay valid."),
  region: z.enum(regions).optional().describe("`na` (or `us`), `eu` (or `de`, `uk`), `jp`. Required."),
  sandbox: z.boolean().optional().describe("Default `true` outside production; must be set in production."),
  algorithm: z.enum(ALGORITHMS).optional().describe(`Default \`AMZN-PAY-RSASSA-PSS-V2\`.`),
  ledgerCurrency: z.string().optional().describe("Currency of the merchant account. Default: the region's first."),
  checkoutLanguage: z.string().optional().describe("Language of Amazon's pages. Default: the region's first."),
  updateSetupOnly: z
    .boolean()
    .optional()
    .describe("Sent as `paymentMethodOnFileMetadata.setupOnly` when a wallet is updated. Default `true`."),
  deliverySpecifications: deliverySpecifications
    .optional()
    .describe("Where addresses may lie; checked before anything is signed."),
  scopes: z.array(z.enum(SCOPES)).optional().describe("Buyer details Amazon is asked for."),
  capture: z
    .boolean()
    .optional()
    .describe("Capture payments as soon as they are authorised. Default `false`: a merchant captures them."),
  pendingAuthorizations: z
    .boolean()
    .optional()
    .describe(
      "Let Amazon take up to 24 hours to authorise a payment. Orders are placed and their payment follows. Not together with `capture`. Default `false`.",
    ),
  merchantMetadata: merchantMetadata.optional().describe("Shown to the buyer; lengths are checked."),
  ipn: accountIpn.optional().describe("Instant Payment Notifications."),
  endpoints: endpoints.optional().describe("Other hosts than Amazon's, for the simulator."),
}

/** What holds for the whole store. */
const storeShape = {
  backendUrl: url.optional().describe("Public https URL of the Medusa server. Required."),
  storefrontUrl: url.optional().describe("Public https URL of the storefront. Required."),
  returnTo: z
    .enum(["backend", "storefront"])
    .optional()
    .describe("Where Amazon sends the buyer: the return handler (default) or the storefront's own return page."),
  accountPath: z
    .string()
    .max(200)
    .optional()
    .describe("Storefront path the buyer comes back to. Default `/account/amazon-pay`."),
  checkoutPath: z
    .string()
    .max(200)
    .optional()
    .describe(
      "Storefront path a buyer comes back to after paying on Amazon's page; the payment session's id follows it. Default `/checkout/amazon-pay`.",
    ),
  ipn: storeIpn.optional().describe("Instant Payment Notifications."),
  retention: retention.optional().describe("How long history, notifications and addresses are kept."),
  limits: limits.optional().describe("How often buyers may ask in a minute. Each process counts for itself."),
  allowEndpointOverride: z.boolean().optional().describe("Allows `endpoints` in production, and only with `sandbox`."),
}

/** One account of several. */
export const accountSchema = z.strictObject(accountShape)

/** Everything a store can configure: the source of types, JSON Schema and documentation. */
export const optionsSchema = z.strictObject({
  ...accountShape,
  ...storeShape,
  accounts: z
    .record(z.string(), accountSchema)
    .optional()
    .describe("Several merchant accounts by name. What stands at the top level is their default."),
})

export type AmazonPayOptions = z.input<typeof optionsSchema>
export type AccountOptions = z.input<typeof accountSchema>
