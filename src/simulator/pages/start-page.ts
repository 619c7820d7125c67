import type { Answer } from "../answer"
import { addressLine } from "../state/addresses"
import type { Buyer } from "../state/buyers"
import { descriptorOf } from "../state/cards"
import { NON_CHARGEABLE_REASONS, type ChargePermission } from "../state/charge-permissions"
import type { Merchant } from "../state/merchants"
import { topicOf } from "../sns/topic"
import type { World } from "../world"
import { html, type Html } from "./html"
import { page } from "./layout"
import { changeForm, headings, selection, type Option } from "./parts"
import { paymentsSection } from "./payments-section"

const SHOWN = 20

/** What is running here, and what a person can do as the buyer or as Amazon. */
export function startPage(world: World, baseUrl: string): Answer {
  const content = html`
    <section class="card">
      <h1>What is running</h1>
      <dl>
        <dt>This simulator</dt>
        <dd><a href="${baseUrl}">${baseUrl}</a></dd>
        <dt>Amazon's time</dt>
        <dd>${world.clock.now().toISOString()}</dd>
        <dt>Control API</dt>
        <dd><code>${baseUrl}/_control/</code> (JSON)</dd>
        ${world.merchants.list().map(merchantRow)}
      </dl>
    </section>
    ${walletsSection(world)} ${paymentsSection(world)} ${buyersSection(world)} ${traffic(world)} ${modesSection(world)}
  `
  return page("What is running", content, { wide: true })
}

function merchantRow(merchant: Merchant): Html {
  return html`<dt>Merchant ${merchant.merchantId}</dt>
    <dd>
      ${merchant.region}, topic <code>${topicOf(merchant).arn}</code>, notifications to
      ${merchant.ipnUrl ? html`<code>${merchant.ipnUrl}</code>` : "nobody"}
    </dd>`
}

function walletsSection(world: World): Html {
  const wallets = world.permissions.list()
  return html`<section class="card">
    <h2>Saved wallets: change one as the buyer or Amazon would at Amazon</h2>
    ${wallets.length === 0 && html`<p class="hint">None yet.</p>`}
    <div class="scroll">
      <table>
        ${wallets.length > 0 && headings("Wallet", "Payment method and address", "Change")}
        ${wallets
          .slice(-SHOWN)
          .reverse()
          .map((wallet) => walletRow(wallet, world.buyers.get(wallet.buyerId)))}
      </table>
    </div>
  </section>`
}

function walletRow(wallet: ChargePermission, buyer: Buyer | undefined): Html {
  const { chargePermissionId: id, state, reason, card, descriptor, shippingAddress } = wallet
  return html`<tr data-testid="wallet" data-charge-permission-id="${id}">
    <td>
      <code>${id}</code><br />${buyer?.name}, ${wallet.environment}<br /><strong>${state}</strong>
      ${reason && html`<span class="hint">${reason}</span>`}
    </td>
    <td>
      ${descriptor ?? descriptorOf(card)}<br />
      <span class="hint">${shippingAddress && addressLine(shippingAddress.address)}</span>
    </td>
    <td>${state !== "Closed" && buyer && walletForms(id, buyer)}</td>
  </tr>`
}

function walletForms(id: string, buyer: Buyer): Html {
  const cards = buyer.cards.map(({ cardId, brand, lastDigits }) => ({ value: cardId, text: `${brand} ${lastDigits}` }))
  const addresses = buyer.addresses.map(({ addressId, address }) => ({ value: addressId, text: addressLine(address) }))
  const reasons = NON_CHARGEABLE_REASONS.map((reason) => ({ value: reason, text: reason }))
  return html`${walletForm(id, "payment_method", "card", "Change card", cards)}
  ${walletForm(id, "shipping_address", "address", "Change address", addresses)}
  ${walletForm(id, "non_chargeable", "reason", "Make non-chargeable", reasons)}
  ${walletForm(id, "closed", "by", "Close", [
    { value: "buyer", text: "as the buyer" },
    { value: "merchant", text: "as the merchant" },
    { value: "amazon", text: "as Amazon" },
  ])}`
}

function walletForm(id: string, type: string, member: string, label: string, options: readonly Option[]): Html {
  return changeForm("change-wallet", { id, type }, label, selection(member, label, options))
}

function buyersSection(world: World): Html {
  return html`<section class="card">
    <h2>Buyers</h2>
    <div class="scroll">
      <table>
        ${headings("Buyer", "Sign-in", "Cards", "Addresses")}
        ${world.buyers.list().map(
          ({ name, email, password, cards, addresses }) =>
            html`<tr>
              <td>${name}</td>
              <td>${email}<br /><span class="hint">password: ${password}</span></td>
              <td>${cards.map(({ brand, lastDigits }) => `${brand} ${lastDigits}`).join(", ")}</td>
              <td>${addresses.map(({ address }) => html`${addressLine(address)}<br />`)}</td>
            </tr>`,
        )}
      </table>
    </div>
    <form method="post" action="/_page/create-buyer"><button>Create a buyer</button></form>
  </section>`
}

function traffic(world: World): Html {
  const requests = world.requests.list().slice(-SHOWN).reverse()
  const deliveries = world.notifications.deliveries().slice(-SHOWN).reverse()
  return html`<section class="card">
      <h2>Latest API requests</h2>
      <div class="scroll">
        <table>
          ${headings("At", "Request", "Verdict")}
          ${requests.map(
            ({ receivedAt, method, path, status, reasonCode, verdict }) =>
              html`<tr>
                <td>${receivedAt.slice(11, 19)}</td>
                <td><code>${method} ${path}</code></td>
                <td>${verdict} ${status} ${reasonCode}</td>
              </tr>`,
          )}
        </table>
      </div>
    </section>
    <section class="card">
      <h2>Latest notifications</h2>
      <div class="scroll">
        <table>
          ${headings("Message", "About", "Delivery")}
          ${deliveries.map(
            ({ type, subject, state, attempts, messageId }) =>
              html`<tr>
                <td><code>${messageId}</code></td>
                <td>${subject ? `${subject.notificationType} ${subject.objectId}` : type}</td>
                <td>${state}: ${attempts.map(({ status, error }) => String(status ?? error)).join(", ") || "-"}</td>
              </tr>`,
          )}
        </table>
      </div>
      <form method="post" action="/_page/release"><button>Release withheld notifications</button></form>
    </section>`
}

function modesSection(world: World): Html {
  return html`<section class="card">
    <h2>Modes</h2>
    <dl>
      ${Object.entries(world.modes).map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${JSON.stringify(value)}</dd>`,
      )}
    </dl>
  </section>`
}
