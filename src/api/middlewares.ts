import {
  authenticate,
  defineMiddlewares,
  validateAndTransformBody,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http"
import { AUDIENCES } from "./audiences"
import { rawBody } from "./raw-body"
import { validateQuery } from "./validated-query"
import {
  AdminNotificationsQuery,
  AdminUpdatesQuery,
  AdminWalletsQuery,
  AttachWalletBody,
  CompleteUpdateBody,
  EmptyBody,
  PageQuery,
  ReplayBody,
  StartSetUpBody,
  StartUpdateBody,
  TopicBody,
} from "./validators"

const [customer, admin, sns, browser] = AUDIENCES
const CUSTOMER = customer.prefix
const ADMIN = admin.prefix

/** Answers name customers, wallets and signatures: nobody may keep them. */
function noStore(_: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.setHeader("cache-control", "no-store")
  next()
}

/** The token in these URLs must not travel on: not into a cache, a referrer or Medusa's request log. */
function keepTokenHere(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.setHeader("cache-control", "no-store")
  res.setHeader("referrer-policy", "no-referrer")
  req.originalUrl = req.originalUrl.replace(/^(\/amazon-pay\/\w+\/)[^/?]+.*$/, "$1<token>")
  next()
}

export default defineMiddlewares({
  routes: [
    { matcher: `${sns.prefix}/ipn`, methods: ["POST"], bodyParser: false, middlewares: [rawBody] },
    { matcher: `${browser.prefix}/*`, middlewares: [keepTokenHere] },
    { matcher: `${CUSTOMER}/*`, middlewares: [authenticate("customer", [...customer.credentials]), noStore] },
    { matcher: `${CUSTOMER}/wallets`, methods: ["GET"], middlewares: [validateQuery(PageQuery)] },
    { matcher: `${CUSTOMER}/wallets`, methods: ["POST"], middlewares: [validateAndTransformBody(StartSetUpBody)] },
    {
      matcher: `${CUSTOMER}/wallets/:id/update`,
      methods: ["POST"],
      middlewares: [validateAndTransformBody(StartUpdateBody)],
    },
    { matcher: `${CUSTOMER}/wallets/:id/updates`, methods: ["GET"], middlewares: [validateQuery(PageQuery)] },
    {
      matcher: `${CUSTOMER}/wallets/:id/close`,
      methods: ["POST"],
      middlewares: [validateAndTransformBody(EmptyBody)],
    },
    {
      matcher: `${CUSTOMER}/updates/:id/complete`,
      methods: ["POST"],
      middlewares: [validateAndTransformBody(CompleteUpdateBody)],
    },
    { matcher: `${ADMIN}/*`, middlewares: [authenticate("user", [...admin.credentials]), noStore] },
    { matcher: `${ADMIN}/wallets`, methods: ["GET"], middlewares: [validateQuery(AdminWalletsQuery)] },
    { matcher: `${ADMIN}/wallets`, methods: ["POST"], middlewares: [validateAndTransformBody(AttachWalletBody)] },
    {
      matcher: `${ADMIN}/wallets/:id/refresh`,
      methods: ["POST"],
      middlewares: [validateAndTransformBody(EmptyBody)],
    },
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
    { matcher: `${ADMIN}/topics/approve`, methods: ["POST"], middlewares: [validateAndTransformBody(TopicBody)] },
    { matcher: `${ADMIN}/topics/reject`, methods: ["POST"], middlewares: [validateAndTransformBody(TopicBody)] },
    { matcher: `${ADMIN}/updates`, methods: ["GET"], middlewares: [validateQuery(AdminUpdatesQuery)] },
  ],
})
