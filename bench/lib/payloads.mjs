import { built } from "./built.mjs"

/** A merchant's account as the plugin resolves it, its key parsed. */
export function signingAccount({ options }) {
  const { resolveOptions } = built("options/resolve")
  const resolved = resolveOptions({ ...options, backendUrl: "http://localhost:9000" }, { production: false })
  return resolved.accounts.get("default")
}

/** Payloads of Amazon's update page, ever another one, as a store builds them. */
export function newPayloads({ storeId }) {
  const { buildUpdatePayload } = built("protocol")
  let number = 0
  return () => {
    const token = String(++number).padStart(43, "t")
    return buildUpdatePayload({
      returnUrl: `http://localhost:9000/amazon-pay/return/${token}`,
      cancelUrl: `http://localhost:9000/amazon-pay/cancel/${token}`,
      storeId,
      chargePermissionId: "B01-0000000-0000001",
      setupOnly: true,
      productType: "PayOnly",
    })
  }
}
