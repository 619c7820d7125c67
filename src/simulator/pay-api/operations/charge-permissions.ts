import { jsonAnswer, type Answer } from "../../answer"
import { flag, object, optional, text, type Check } from "../../schema"
import type { ChargePermission } from "../../state/charge-permissions"
import { notifyOfChange } from "../../state/notify"
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
    if (permission.state === "Closed") {
      throw new ApiError("ChargePermissionNotModifiable", `Charge permission ${id} is closed`)
    }
    const merged = { ...permission.merchantMetadata, ...change.merchantMetadata }
    return show(call, world.permissions.change(id, { merchantMetadata: merged }))
  },
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
    const { closureReason } = closeBody(call.body, "")
    const simulated = simulationCode(call, ["AmazonClosed"])
    if (before.state === "Closed") {
      throw new ApiError("InvalidChargePermissionStatus", `Charge permission ${id} is closed already`)
    }
    const after = world.permissions.change(id, {
      state: "Closed",
      reason: simulated ?? "MerchantClosed",
      reasonDescription: closureReason,
    })
    notifyOfChange(world, before, after)
    return show(call, after)
  },
}

function show({ world }: Call, permission: ChargePermission): Answer {
  return jsonAnswer(200, showChargePermission(permission, world.buyers.get(permission.buyerId)))
}
