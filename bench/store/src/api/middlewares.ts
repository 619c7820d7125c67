import { defineMiddlewares, validateAndTransformBody } from "@medusajs/framework/http"
import { z } from "@medusajs/framework/zod"
import { rawBody } from "../../../../src/api/raw-body"

const StartBody = z.strictObject({ update_type: z.enum(["payment_method", "shipping_address"]) })

/** Yardsticks read their bodies as the plugin's routes do. Medusa itself asks for a customer below /store/customers/me. */
export default defineMiddlewares({
  routes: [
    { matcher: "/bench/parse", methods: ["POST"], bodyParser: false, middlewares: [rawBody] },
    {
      matcher: "/store/customers/me/bench/:id/nothing",
      methods: ["POST"],
      middlewares: [validateAndTransformBody(StartBody)],
    },
  ],
})
