import { jsonAnswer } from "../../answer"
import { beginRefund } from "../../payments/refund"
import { object, optional, text } from "../../schema"
import { money } from "../../state/money"
import { ApiError } from "../errors"
import type { Operation } from "../operation"
import { showRefund } from "../show-refund"
import { simulationCode } from "../simulation-code"
import { softDescriptor } from "../validate/payment-details"
import { chargeOf } from "./charges"

const refundBody = object({ chargeId: text(), refundAmount: money, softDescriptor: optional(softDescriptor) })

/** @see https://developer.amazon.com/docs/amazon-pay-api-v2/refund.html */
export const createRefund: Operation = {
  name: "CreateRefund",
  method: "POST",
  path: /^refunds$/,
  limits: { live: { burst: 10, perSecond: 4 }, sandbox: { burst: 2, perSecond: 1 } },
  requiresIdempotencyKey: true,
  run(call) {
    const { chargeId, refundAmount, softDescriptor: descriptor } = refundBody(call.body, "")
    const charge = chargeOf(call, chargeId)
    simulationCode(call, [])
    return jsonAnswer(201, showRefund(beginRefund(call.world, charge, refundAmount, descriptor)))
  },
}

export const getRefund: Operation = {
  name: "GetRefund",
  method: "GET",
  path: /^refunds\/([^/]+)$/,
  limits: { live: { burst: 20, perSecond: 4 }, sandbox: { burst: 5, perSecond: 1 } },
  run({ world, caller, id }) {
    const refund = world.refunds.get(id)
    const isTheirs = refund?.merchantId === caller.merchant.merchantId && refund.environment === caller.environment
    if (refund && isTheirs) return jsonAnswer(200, showRefund(refund))
    throw new ApiError("ResourceNotFound", `Refund ${id} does not exist`)
  },
}
