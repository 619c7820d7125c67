import type { ShownChargePermission } from "../modes"
import { REGION_FACTS } from "../regions"
import type { CheckoutSession } from "../state/checkout-sessions"
import type { World } from "../world"

/** The charge permission id a session names in the current mode. */
export function namedChargePermission(
  world: World,
  session: CheckoutSession,
  shown: ShownChargePermission,
): string | null {
  const { chargePermissionId } = session
  if (chargePermissionId === null || shown === "never" || session.state === "Canceled") return null
  return shown === "always" ? chargePermissionId : another(world, session)
}

/** Another wallet of the merchant, or an id nobody has. */
function another(world: World, { merchantId, environment, region, chargePermissionId }: CheckoutSession): string {
  const other = world.permissions.list().find((permission) => {
    const isTheirs = permission.merchantId === merchantId && permission.environment === environment
    return isTheirs && permission.chargePermissionId !== chargePermissionId
  })
  return other?.chargePermissionId ?? `${REGION_FACTS[region].idPrefix}-0000000-0000000`
}
