import type { CreatedUpdateLink } from "../../../contracts"
import { EVENTS } from "../events/names"
import type { EmittableEvent } from "../events/outbox"

/** For Medusa's Redis event bus: no job that carries a link stays in Redis after it was worked off. */
const FORGOTTEN = { removeOnComplete: true, removeOnFail: { age: 86_400 } } as const

/** What the event bus is told of a new link. */
export type LinkCreatedEvent = Pick<EmittableEvent, "name" | "data"> & { options: typeof FORGOTTEN }

/**
 * The event of a new link. The URL is in it, so that it can be mailed. It is therefore handed to the bus at once and never
 * kept in the outbox: our tables know a token by its hash only.
 */
export function linkCreatedEvent(link: CreatedUpdateLink): LinkCreatedEvent {
  return {
    name: EVENTS.updateLinkCreated,
    data: {
      id: link.id,
      wallet_id: link.wallet_id,
      customer_id: link.customer_id,
      url: link.url,
      update_type: link.update_type,
      expires_at: link.expires_at,
    },
    options: FORGOTTEN,
  }
}
