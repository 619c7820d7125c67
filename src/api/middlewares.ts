import {
  authenticate,
  defineMiddlewares,
  validateAndTransformBody,
  type AuthenticatedMedusaRequest,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http"
import { AUDIENCES } from "./audiences"
import { limitBuyer } from "./buyer-limits"
import { csvBody } from "./csv-body"
import { rawBody } from "./raw-body"
import { validateQuery } from "./validated-query"
import {
  AdminExportQuery,
  AdminNotificationsQuery,
  AdminPaymentsQuery,
  AdminStatisticsQuery,
  AdminUpdateLinksQuery,
  AdminUpdatesQuery,
  AdminWalletsQuery,
  AttachWalletBody,
  CompleteUpdateBody,
  EmptyBody,
  ImportQuery,
  ImportReportQuery,
  PageQuery,
  ReplayBody,
  ReturnFromCheckoutBody,
  StartSetUpBody,
  StartUpdateBody,
  TopicBody,
  UpdateLinkBody,
} from "./validators"

const [customer, buyer, admin, sns, browser] = AUDIENCES
const CUSTOMER = customer.prefix
const BUYER = buyer.prefix
const ADMIN = admin.prefix

/** Answers name customers, wallets and signatures: nobody may keep them, or take them for anything but what they say. */
function noStore(_: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.setHeader("cache-control", "no-store")
  res.setHeader("x-content-type-options", "nosniff")
  next()
}

/** A page that only sends on: it loads nothing, runs nothing, and stands in no frame. */
const SENDS_ON = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The token in these URLs must not travel on: not into a cache, a referrer or Medusa's request log. */
function keepTokenHere(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.setHeader("cache-control", "no-store")
  res.setHeader("referrer-policy", "no-referrer")
  res.setHeader("x-content-type-options", "nosniff")
  res.setHeader("content-security-policy", SENDS_ON)
  hideToken(req)
  next()
}

const BEFORE_TOKEN = /^(\/amazon-pay\/\w+\/|\/store\/customers\/me\/amazon-pay\/update-links\/)[^/?]+.*$/i

/** Medusa logs `originalUrl` when the answer is sent. */
function hideToken(req: MedusaRequest): void {
  req.originalUrl = req.originalUrl.replace(BEFORE_TOKEN, "$1<token>")
}

/** For the customer's routes, before anything can refuse the request. */
function keepLinkTokenHere(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  hideToken(req)
  next()
}

const asCustomer = authenticate("customer", [...customer.credentials])

/** What lies below its own `/store/customers/me` Medusa has authenticated already. */
function authenticateCustomer(
  req: MedusaRequest & Partial<Pick<AuthenticatedMedusaRequest, "auth_context">>,
  res: MedusaResponse,
  next: MedusaNextFunction,
): void {
  const isKnown = req.auth_context?.actor_type === "customer" && req.auth_context.actor_id
  if (isKnown) return next()
  asCustomer(req, res, next)
}

export default defineMiddlewares({
  routes: [
    { matcher: `${sns.prefix}/ipn`, methods: ["POST"], bodyParser: false, middlewares: [rawBody] },
    { matcher: `${browser.prefix}/*`, middlewares: [keepTokenHere] },
    { matcher: `${CUSTOMER}/*`, middlewares: [keepLinkTokenHere, authenticateCustomer, noStore] },
    { matcher: `${CUSTOMER}/wallets`, methods: ["GET"], middlewares: [validateQuery(PageQuery)] },
    {
      matcher: `${CUSTOMER}/wallets`,
      methods: ["POST"],
      middlewares: [limitBuyer, validateAndTransformBody(StartSetUpBody)],
    },
    {
      matcher: `${CUSTOMER}/wallets/:id/update`,
      methods: ["POST"],
      middlewares: [limitBuyer, validateAndTransformBody(StartUpdateBody)],
    },
    { matcher: `${CUSTOMER}/wallets/:id/updates`, methods: ["GET"], middlewares: [validateQuery(PageQuery)] },
    {
      matcher: `${CUSTOMER}/wallets/:id/close`,
      methods: ["POST"],
      middlewares: [limitBuyer, validateAndTransformBody(EmptyBody)],
    },
    {
      matcher: `${CUSTOMER}/updates/:id/complete`,
      methods: ["POST"],
      middlewares: [limitBuyer, validateAndTransformBody(CompleteUpdateBody)],
    },
    {
      matcher: `${CUSTOMER}/update-links/:token`,
      methods: ["POST"],
      middlewares: [limitBuyer, validateAndTransformBody(EmptyBody)],
    },
    {
      matcher: `${BUYER}/*`,
      middlewares: [authenticate("customer", ["session", "bearer"], { allowUnauthenticated: true }), noStore],
    },
    {
      matcher: `${BUYER}/payment-sessions/:id/return`,
      methods: ["POST"],
      middlewares: [limitBuyer, validateAndTransformBody(ReturnFromCheckoutBody)],
    },
    { matcher: `${ADMIN}/*`, middlewares: [authenticate("user", [...admin.credentials]), noStore] },
    { matcher: `${ADMIN}/wallets`, methods: ["GET"], middlewares: [validateQuery(AdminWalletsQuery)] },
    { matcher: `${ADMIN}/wallets`, methods: ["POST"], middlewares: [validateAndTransformBody(AttachWalletBody)] },
    { matcher: `${ADMIN}/wallets/import`, methods: ["GET"], middlewares: [validateQuery(PageQuery)] },
    {
      matcher: `${ADMIN}/wallets/import`,
      methods: ["POST"],
      bodyParser: false,
      middlewares: [validateQuery(ImportQuery), csvBody],
    },
    { matcher: `${ADMIN}/wallets/import/:id`, methods: ["GET"], middlewares: [validateQuery(ImportReportQuery)] },
    {
      matcher: `${ADMIN}/wallets/:id/refresh`,
      methods: ["POST"],
      middlewares: [validateAndTransformBody(EmptyBody)],
    },
    {
      matcher: `${ADMIN}/wallets/:id/update-link`,
      methods: ["POST"],
      middlewares: [validateAndTransformBody(UpdateLinkBody)],
    },
    { matcher: `${ADMIN}/payments`, methods: ["GET"], middlewares: [validateQuery(AdminPaymentsQuery)] },
    { matcher: `${ADMIN}/update-links`, methods: ["GET"], middlewares: [validateQuery(AdminUpdateLinksQuery)] },
    {
      matcher: `${ADMIN}/notifications`,
      methods: ["GET"],
      middlewares: [validateQuery(AdminNotificationsQuery)],
    },
    {
      matcher: `${ADMIN}/notifications/replay`,
      methods: ["POST"],
      middlewares: [validateAndTransformBody(ReplayBody)],
    },
    {
      matcher: `${ADMIN}/notifications/:message_id/replay`,
      methods: ["POST"],
      middlewares: [validateAndTransformBody(EmptyBody)],
    },
    { matcher: `${ADMIN}/status/self-test`, methods: ["POST"], middlewares: [validateAndTransformBody(EmptyBody)] },
    { matcher: `${ADMIN}/topics/approve`, methods: ["POST"], middlewares: [validateAndTransformBody(TopicBody)] },
    { matcher: `${ADMIN}/topics/reject`, methods: ["POST"], middlewares: [validateAndTransformBody(TopicBody)] },
    { matcher: `${ADMIN}/updates`, methods: ["GET"], middlewares: [validateQuery(AdminUpdatesQuery)] },
    {
      matcher: `${ADMIN}/updates/statistics`,
      methods: ["GET"],
      middlewares: [validateQuery(AdminStatisticsQuery)],
    },
    { matcher: `${ADMIN}/updates/export`, methods: ["GET"], middlewares: [validateQuery(AdminExportQuery)] },
  ],
})
