import { receiveNotification } from "../../../src/modules/amazon-pay/inbox/receive"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import type { Simulator } from "../../../src/simulator"

/** The exact bodies Amazon published about one charge permission so far, oldest first. */
export async function publishedAbout({ control }: Simulator, chargePermissionId: string): Promise<Buffer[]> {
  const deliveries = await control.deliveries()
  return deliveries
    .filter(({ subject }) => subject?.chargePermissionId === chargePermissionId)
    .map(({ body }) => Buffer.from(body))
}

/** Delivers all of them, as SNS would. */
export async function deliverAll(runtime: Runtime, simulator: Simulator, chargePermissionId: string): Promise<void> {
  for (const body of await publishedAbout(simulator, chargePermissionId)) await receiveNotification(runtime, body)
}
