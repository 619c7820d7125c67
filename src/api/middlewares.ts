import {
  authenticate,
  defineMiddlewares,
  validateAndTransformBody,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http"
import { rawBody } from "./raw-body"
import { validateQuery } from "./validated-query"
import {
  AdminUpdatesQuery,
  AdminWalletsQuery,
  CompleteUpdateBody,
  EmptyBody,
  PageQuery,
  StartSetUpBody,
  StartUpdateBody,
} from "./validators"

const CUSTOMER = "/store/customers/me/amazon-pay"
const ADMIN = "/admin/amazon-pay"

/** Answers name customers, wallets and signatures: nobody may keep them. */
function noStore(_: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.setHeader("cache-control", "no-store")
  next()
}

/** The token in these URLs must not travel on, neither in a cache nor as a referrer. */
function keepTokenHere(_: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  res.setHeader("cache-control", "no-store")
  res.setHeader("referrer-policy", "no-referrer")
  next()
}

export default defineMiddlewares({
  routes: [
    { matcher: "/hooks/amazon-pay/ipn", methods: ["POST"], bodyParser: false, middlewares: [rawBody] },
    { matcher: "/amazon-pay/*", middlewares: [keepTokenHere] },
    { matcher: `${CUSTOMER}/*`, middlewares: [authenticate("customer", ["session", "bearer"]), noStore] },
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
    { matcher: `${ADMIN}/*`, middlewares: [authenticate("user", ["session", "bearer", "api-key"]), noStore] },
    { matcher: `${ADMIN}/wallets`, methods: ["GET"], middlewares: [validateQuery(AdminWalletsQuery)] },
    { matcher: `${ADMIN}/updates`, methods: ["GET"], middlewares: [validateQuery(AdminUpdatesQuery)] },
  ],
})
