import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible"
import { createPlaces, networkOf } from "./senders"

/**
 * So many refused messages of one sender in a minute are answered, and logged, one by one. SNS sends none that are
 * refused; somebody who sets up a topic sends a few, and wants to see why.
 */
export const MOST_REFUSED = 60
const WINDOW_SECONDS = 60

/**
 * Senders are counted in so many places, whatever addresses there are: the memory this takes has an end. Two senders that
 * share a place share a limit, which no authentic message ever meets.
 */
export const PLACES = 2 ** 14

/** What became of a window in which a sender was over the limit. */
export type Overrun = Readonly<{
  /** The sender's place: the same for the same address as long as this process lives, and telling nothing of it. */
  sender: number
  /** Refused messages in the window. */
  refused: number
}>

/** Counts refused messages by who sent them. Each process counts for itself. */
export type RefusalLimit = Readonly<{
  /**
   * Counts one refused message.
   *
   * @param address of the sender, as Express knows it
   * @param told hears of it once the window is over, once for each sender and window
   * @returns whether the sender was over the limit already
   */
  isOver(address: string | undefined, told: (overrun: Overrun) => void): Promise<boolean>
}>

/**
 * A limit on refused messages. It never sees an authentic one.
 *
 * @param limits other than the usual ones
 */
export function createRefusalLimit(
  limits: { mostRefused?: number; windowSeconds?: number; places?: number } = {},
): RefusalLimit {
  const { mostRefused = MOST_REFUSED, windowSeconds = WINDOW_SECONDS, places = PLACES } = limits
  const limiter = new RateLimiterMemory({ points: mostRefused, duration: windowSeconds })
  const placeOf = createPlaces(places)
  const overruns = new Map<number, number>()

  function tellLater(sender: number, ms: number, told: (overrun: Overrun) => void): void {
    const tell = () => {
      told({ sender, refused: overruns.get(sender) ?? 0 })
      overruns.delete(sender)
    }
    setTimeout(tell, ms).unref()
  }

  return {
    async isOver(address, told) {
      const sender = placeOf(networkOf(address ?? ""))
      try {
        await limiter.consume(sender)
        return false
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        if (!overruns.has(sender)) tellLater(sender, refusal.msBeforeNext, told)
        overruns.set(sender, refusal.consumedPoints)
        return true
      }
    },
  }
}
