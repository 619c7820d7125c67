import { setTimeout as sleep } from "node:timers/promises"

const OWN = "/store/customers/me/amazon-pay"
const ADMIN = "/admin/amazon-pay"
const CARDS = ["1111", "4444", "0005"]
const ENDINGS = ["confirm", "confirm", "confirm", "cancel", "decline"]
const TEXT = { "content-type": "text/plain; charset=UTF-8" }

/**
 * A customer with two saved wallets who updates them again and again, and looks at the history.
 *
 * @param {import("./ledger.mjs").Ledger} ledger gets every session the buyer ended at Amazon
 */
export async function newBuyer({ front, amazon, ledger, random }, number) {
  const { login, token } = await front.newCustomer(number)
  const { buyerId } = await amazon.control.createBuyer(login)
  const wallets = [await saveWallet(), await saveWallet()]

  async function saveWallet() {
    const { checkout, update } = await front.demand(`${OWN}/wallets`, { body: {}, token })
    const action = { buyerId, card: "1111", end: "confirm" }
    const { checkoutSessionId } = await amazon.control.actAsBuyer(checkout.options, action)
    const body = { checkout_session_id: checkoutSessionId }
    const completed = await front.demand(`${OWN}/updates/${update.id}/complete`, { body, token })
    const { wallet } = await front.demand(`${OWN}/wallets/${completed.update.wallet_id}`, { token })
    return wallet
  }

  return {
    wallets,
    async act() {
      const wallet = oneOf(random, wallets)
      const started = await front.demand(`${OWN}/wallets/${wallet.id}/update`, {
        body: { update_type: "payment_method" },
        token,
      })
      const end = oneOf(random, ENDINGS)
      const action = { buyerId, card: oneOf(random, CARDS), end }
      const { redirectUrl } = await amazon.control.actAsBuyer(started.checkout.options, action)
      const { pathname, search } = new URL(redirectUrl)
      const { status } = await front.ask(pathname + search)
      ledger.returned({ updateId: started.update.id, end, status })
      if (random() < 0.3) await front.ask(pathname + search)
      await front.demand(`${OWN}/wallets`, { token })
      await front.demand(`${OWN}/wallets/${wallet.id}/updates`, { token })
    },
  }
}

/** What happens to wallets at Amazon: other texts, and cards that stop working and are healed. */
export function newAmazonian({ amazon, ledger, random }, wallets) {
  return async () => {
    const { charge_permission_id: id } = oneOf(random, wallets)
    const kind = random()
    if (kind < 0.2) await amazon.control.addFault({ notification: "duplicate", copies: 3 })
    if (kind > 0.9) await amazon.control.changeWallet(id, { type: "non_chargeable", reason: "PaymentMethodInvalid" })
    else if (kind > 0.75) await amazon.control.changeWallet(id, { type: "healed" })
    else await amazon.control.changeWallet(id, { type: "payment_descriptor", descriptor: ledger.newDescriptor() })
  }
}

/** Whoever knows the address of the door: what is malformed, tampered with, of another topic, or sent before. */
export function newStranger({ front, amazon, ledger, random }) {
  let sent = 0
  return async () => {
    const published = (await recentBodies(amazon)).at(-1)
    if (!published) return
    const [body, expected] = oneOf(random, [
      ["null", [400, 503]],
      [published.slice(0, -20), [400, 503]],
      [changed(published, { Message: "{}" }), [403, 503]],
      [changed(published, { TopicArn: "arn:aws:sns:eu-west-1:111122223333:SomebodyElses" }), [403, 503]],
      [published, [200, 503]],
    ])
    sent += 1
    const from = { "x-forwarded-for": `198.51.100.${sent % 250}` }
    const { status } = await front.ask("/hooks/amazon-pay/ipn", { body, headers: { ...TEXT, ...from } })
    ledger.knocked(status, expected)
  }
}

let remembered = { at: 0, bodies: [] }

/** All deliveries are copied at each look: once in a while is enough. */
async function recentBodies({ control }) {
  if (Date.now() - remembered.at > 5_000) {
    const delivered = (await control.deliveries()).filter(({ state }) => state === "delivered")
    remembered = { at: Date.now(), bodies: delivered.slice(-20).map(({ body }) => body) }
  }
  return remembered.bodies
}

function changed(body, members) {
  return JSON.stringify({ ...JSON.parse(body), ...members })
}

/** Somebody at the back office who looks at lists, reads a wallet at Amazon now, and sends messages through again. */
export function newAdmin({ front, random }, wallets) {
  const token = front.adminToken
  return async () => {
    const { notifications } = await front.demand(`${ADMIN}/notifications?limit=20`, { token })
    await front.demand(`${ADMIN}/updates?limit=20`, { token })
    await front.demand(`${ADMIN}/wallets?limit=20`, { token })
    await front.demand(`${ADMIN}/status`, { token })
    const kind = random()
    if (kind < 0.1) await front.ask(`${ADMIN}/wallets/${oneOf(random, wallets).id}/refresh`, { body: {}, token })
    const [replayed] = notifications
    if (kind > 0.9 && replayed) {
      await front.ask(`${ADMIN}/notifications/${replayed.message_id}/replay`, { body: {}, token })
    }
  }
}

/**
 * Does the same thing until it is time to stop.
 *
 * @param {{ everyMs: number, random: () => number, signal: AbortSignal }} pace `everyMs` on average
 */
export async function again(act, { everyMs, random, signal }) {
  while (!signal.aborted) {
    await act()
    await sleep(everyMs * (0.5 + random()))
  }
}

function oneOf(random, choices) {
  return choices[Math.floor(random() * choices.length)]
}
