import { jsonAnswer, type Answer } from "../../answer"
import { flag, object, optional, text, type Check } from "../../schema"
import type { ChargePermission } from "../../state/charge-permissions"
import { closePermission } from "../../payments/close-permission"
import { ApiError } from "../errors"
import type { Call, Operation } from "../operation"
import { showChargePermission } from "../show-charge-permission"
import { simulationCode } from "../simulation-code"
import { merchantMetadata } from "../validate/checkout-request"
import { permissionOf } from "../validate/checkout-rules"

/** @see https://developer.amazon.com/docs/amazon-pay-paymentmethodonfile/charge-permission.html */
export const getChargePermission: Operation = {
  name: "GetChargePermission",
  method: "GET",
  path: /^chargePermissions\/([^/]+)$/,
  limits: { live: { burst: 20, perSecond: 4 }, sandbox: { burst: 10, perSecond: 1 } },
  run(call) {
    const permission = permissionOf(call.world, call.caller, call.id)
    return show(call, call.world.permissions.read(call.id) ?? permission)
  },
}

const anything: Check<unknown> = (value) => value
const updateBody = object({ merchantMetadata: optional(merchantMetadata), recurringMetadata: optional(anything) })

export const updateChargePermission: Operation = {
  name: "UpdateChargePermission",
  method: "PATCH",
  path: /^chargePermissions\/([^/]+)$/,
  limits: { live: { burst: 10, perSecond: 2 }, sandbox: { burst: 5, perSecond: 1 } },
  run(call) {
    const { world, id } = call
    const permission = permissionOf(world, call.caller, id)
    const change = updateBody(call.body, "")
    if (change.recurringMetadata !== undefined) {
      throw new ApiError("InvalidParameterCombination", "recurringMetadata does not belong to a saved wallet")
    }
    if (permission.state === "Closed") throw notModifiable(id, "is closed")
    const isOneTime = permission.chargePermissionType === "OneTime"
    if (isOneTime && world.charges.of(id).length > 0) throw notModifiable(id, "was charged already")
    const merged = { ...permission.merchantMetadata, ...change.merchantMetadata }
    return show(call, world.permissions.change(id, { merchantMetadata: merged }))
  },
}

function notModifiable(id: string, why: string): ApiError {
  return new ApiError("ChargePermissionNotModifiable", `Charge permission ${id} ${why}`)
}

const closeBody = object({ closureReason: text({ max: 255 }), cancelPendingCharges: optional(flag()) })

export const closeChargePermission: Operation = {
  name: "CloseChargePermission",
  method: "DELETE",
  path: /^chargePermissions\/([^/]+)\/close$/,
  limits: { live: { burst: 10, perSecond: 2 }, sandbox: { burst: 2, perSecond: 1 } },
  run(call) {
    const { world, id } = call
    const before = permissionOf(world, call.caller, id)
    const { closureReason, cancelPendingCharges } = closeBody(call.body, "")
    const simulated = simulationCode(call, ["AmazonClosed"])
    if (before.state === "Closed") {
      throw new ApiError("InvalidChargePermissionStatus", `Charge permission ${id} is closed already`)
    }
    closePermission(world, id, {
      reason: simulated ?? "MerchantClosed",
      reasonDescription: closureReason,
      cancelsCharges: cancelPendingCharges ?? false,
    })
    return show(call, permissionOf(world, call.caller, id))
  },
}

function show({ world }: Call, permission: ChargePermission): Answer {
  return jsonAnswer(200, showChargePermission(world, permission))
}
