import { jsonAnswer, type Answer } from "../../answer"
import { beginCharge } from "../../payments/begin-charge"
import { beginCapture, withdrawCharge } from "../../payments/change-charge"
import { object, optional, text } from "../../schema"
import type { Charge } from "../../state/charges"
import { money } from "../../state/money"
import { ApiError } from "../errors"
import type { Call, Operation } from "../operation"
import { showCharge } from "../show-charge"
import { simulatedCharge } from "../simulated-charge"
import { simulationCode } from "../simulation-code"
import { readChargeRequest } from "../validate/charge-request"
import { permissionOf } from "../validate/checkout-rules"
import { softDescriptor } from "../validate/payment-details"

/** @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge.html */
export const createCharge: Operation = {
  name: "CreateCharge",
  method: "POST",
  path: /^charges$/,
  limits: { live: { burst: 10, perSecond: 4 }, sandbox: { burst: 2, perSecond: 1 } },
  requiresIdempotencyKey: true,
  run(call) {
    const { world, caller, body } = call
    const { chargePermissionId, request } = readChargeRequest(body, caller.environment)
    const permission = permissionOf(world, caller, chargePermissionId)
    return show(call, beginCharge(world, permission, request, simulatedCharge(call, request)), 201)
  },
}

export const getCharge: Operation = {
  name: "GetCharge",
  method: "GET",
  path: /^charges\/([^/]+)$/,
  limits: { live: { burst: 20, perSecond: 4 }, sandbox: { burst: 5, perSecond: 1 } },
  run: (call) => show(call, chargeOf(call, call.id)),
}

const captureBody = object({ captureAmount: money, softDescriptor: optional(softDescriptor) })

export const captureCharge: Operation = {
  name: "CaptureCharge",
  method: "POST",
  path: /^charges\/([^/]+)\/capture$/,
  limits: { live: { burst: 20, perSecond: 4 }, sandbox: { burst: 2, perSecond: 1 } },
  requiresIdempotencyKey: true,
  run(call) {
    const charge = chargeOf(call, call.id)
    const { captureAmount, softDescriptor: descriptor } = captureBody(call.body, "")
    simulationCode(call, [])
    return show(call, beginCapture(call.world, charge, captureAmount, descriptor))
  },
}

const cancelBody = object({ cancellationReason: text({ max: 255 }) })

export const cancelCharge: Operation = {
  name: "CancelCharge",
  method: "DELETE",
  path: /^charges\/([^/]+)\/cancel$/,
  limits: { live: { burst: 10, perSecond: 2 }, sandbox: { burst: 2, perSecond: 1 } },
  run(call) {
    const charge = chargeOf(call, call.id)
    const { cancellationReason } = cancelBody(call.body, "")
    simulationCode(call, [])
    return show(call, withdrawCharge(call.world, charge, "MerchantCanceled", cancellationReason))
  },
}

/**
 * A charge of the caller. Anybody else's is as unknown as one that does not exist.
 *
 * @throws ApiError `ResourceNotFound`
 */
export function chargeOf({ world, caller }: Call, id: string): Charge {
  const charge = world.charges.get(id)
  const isTheirs = charge?.merchantId === caller.merchant.merchantId && charge.environment === caller.environment
  if (charge && isTheirs) return charge
  throw new ApiError("ResourceNotFound", `Charge ${id} does not exist`)
}

function show({ world }: Call, charge: Charge, status = 200): Answer {
  return jsonAnswer(status, showCharge(world, charge))
}
