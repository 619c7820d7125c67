import type { Answer } from "../answer"
import { html, type Html } from "../pages/html"
import { page } from "../pages/layout"
import { said } from "../payments/limits"
import { whyRestricted } from "../pay-api/validate/delivery-specifications"
import { addressLine, type SavedAddress } from "../state/addresses"
import type { Buyer } from "../state/buyers"
import { descriptorOf, simulatedPendingEnd, simulatedRefusal, type Card } from "../state/cards"
import { hasReview, isPurchase, type CheckoutSession } from "../state/checkout-sessions"
import type { World } from "../world"
import { preselectedAddress, preselectedCard } from "./preselect"
import type { Visit } from "./visits"

/** What every page of a visit is made from. */
export type Showing = Readonly<{ world: World; visit: Visit; session: CheckoutSession; problem?: string }>

/** Asks who the buyer is; every buyer of the simulator is offered. */
export function signInPage({ world, visit, session, problem }: Showing): Answer {
  const { token } = visit
  return page(
    "Sign in",
    html`<section class="card">
        ${intro(session)} ${problemBox(problem)}
        <h2>Sign in</h2>
        <form id="sign-in-form" method="post" action="/checkout/${token}/sign-in">
          <label for="email">E-mail</label>
          <input id="email" name="email" type="email" autocomplete="off" required data-testid="email" />
          <label for="password">Password</label>
          <input id="password" name="password" type="password" autocomplete="off" required data-testid="password" />
          <button id="sign-in" class="primary" data-testid="sign-in">Sign in</button>
        </form>
      </section>
      <section class="card">
        <h2>Or continue as a buyer of this simulator</h2>
        <form class="rows" method="post" action="/checkout/${token}/sign-in" data-testid="demo-buyers">
          ${world.buyers.list().map(demoBuyer)}
          ${world.buyers.list().length === 0 && html`<p class="hint">None yet. Create one on the start page.</p>`}
        </form>
      </section>
      ${cancelForm(token)}`,
    { status: problem ? 403 : 200 },
  )
}

function demoBuyer({ buyerId, name, email }: Buyer): Html {
  return html`<button
    class="row"
    name="buyerId"
    value="${buyerId}"
    id="buyer-${buyerId}"
    data-testid="demo-buyer"
    data-email="${email}"
  >
    <strong>${name}</strong><span>${email}</span>
  </button>`
}

/** Lets the buyer choose, confirm, cancel, or have the payment method declined. */
export function choicePage({ world, visit, session, problem }: Showing, buyer: Buyer): Answer {
  const ships = session.productType === "PayAndShip"
  const action = `/checkout/${visit.token}/finish`
  return page(
    titleOf(session),
    html`<section class="card">
        ${intro(session)} ${problemBox(problem)}
        <div class="who">
          <p data-testid="signed-in-as">Signed in as <strong>${buyer.name}</strong> (${buyer.email})</p>
          <form method="post" action="/checkout/${visit.token}/sign-out">
            <button class="link" data-testid="sign-out">Not you?</button>
          </form>
        </div>
      </section>
      <form id="choice-form" method="post" action="${action}">
        <fieldset class="card">
          <legend>Payment method</legend>
          ${buyer.cards.map((card) => cardChoice(card, card === preselectedCard(world, session, buyer)))}
          ${buyer.cards.length === 0 && html`<p class="hint">This account has no payment method.</p>`}
        </fieldset>
        ${
          ships &&
          html`<fieldset class="card">
            <legend>Shipping address</legend>
            ${buyer.addresses.map((saved) =>
              addressChoice(
                saved,
                saved === preselectedAddress(world, session, buyer),
                whyRestricted(saved.address, session.request.deliverySpecifications),
              ),
            )}
          </fieldset>`
        }
        <div class="actions">
          <button id="confirm" class="primary" name="end" value="confirm" data-testid="confirm">
            ${confirmLabel(session)}
          </button>
          <button id="decline" name="end" value="decline" data-testid="decline">Simulate a decline</button>
          <button id="cancel" name="end" value="cancel" data-testid="cancel">Cancel</button>
        </div>
      </form>`,
    { status: problem ? 400 : 200 },
  )
}

function cardChoice(card: Card, checked: boolean): Html {
  const { cardId, lastDigits, expired } = card
  const note = expired ? "Expired" : NOTES[simulatedRefusal(card) ?? simulatedPendingEnd(card) ?? "none"]
  return html`<label class="option" for="card-${cardId}">
    <input
      type="radio"
      name="card"
      id="card-${cardId}"
      value="${cardId}"
      data-testid="card-${lastDigits}"
      ${checked && html`checked`}
      ${expired && html`disabled`}
    />
    <span class="what">
      <strong>${descriptorOf(card)}</strong>
      ${note && html`<span class="hint">${note}</span>`}
    </span>
  </label>`
}

const NOTES = {
  BuyerCanceled: "Test card: ends as if you had canceled",
  Declined: "Test card: is declined",
  Authorized: "Test card: where the shop can wait, it works after 30 seconds",
  HardDeclined: "Test card: where the shop can wait, it is declined after 30 seconds",
  none: null,
} as const

function addressChoice({ addressId, address }: SavedAddress, checked: boolean, restricted: string | null): Html {
  return html`<label class="option" for="address-${addressId}">
    <input
      type="radio"
      name="address"
      id="address-${addressId}"
      value="${addressId}"
      data-testid="address-${address.postalCode ?? addressId}"
      ${checked && html`checked`}
      ${restricted && html`disabled`}
    />
    <span class="what">
      <strong>${address.name}</strong>
      <span>${addressLine({ ...address, name: null })}</span>
      ${restricted && html`<span class="hint" data-testid="restricted">${restricted}</span>`}
    </span>
  </label>`
}

function intro(session: CheckoutSession): Html {
  const { merchantMetadata, chargePermissionId } = session.request
  const shop = merchantMetadata?.merchantStoreName ?? `Merchant ${session.merchantId}`
  return html`<p class="shop" data-testid="shop">${shop}</p>
    ${session.environment === "sandbox" && html`<p class="tag">Sandbox</p>`}
    <h1>${titleOf(session)}</h1>
    ${amountOf(session)}
    ${chargePermissionId && html`<p class="lead"><code data-testid="charge-permission">${chargePermissionId}</code></p>`}
    ${merchantMetadata?.noteToBuyer && html`<p class="hint">${merchantMetadata.noteToBuyer}</p>`}`
}

function titleOf({ request }: CheckoutSession): string {
  if (isPurchase(request)) return "Pay with Amazon Pay"
  return request.chargePermissionId ? "Change your saved wallet" : "Save Amazon Pay with this shop"
}

/** What the buyer is asked to pay, and whether the shop may charge her again. */
function amountOf({ request }: CheckoutSession): Html | false {
  if (!isPurchase(request)) return false
  const { chargeAmount, totalOrderAmount } = request.paymentDetails
  const saves = request.chargePermissionType === "PaymentMethodOnFile"
  return html`${chargeAmount && html`<p class="lead"><strong data-testid="amount">${said(chargeAmount)}</strong></p>`}
  ${totalOrderAmount && html`<p class="hint" data-testid="total">of an order of ${said(totalOrderAmount)}</p>`}
  ${saves && html`<p class="hint" data-testid="saves">The shop saves Amazon Pay for your next orders.</p>`}`
}

function confirmLabel({ request }: CheckoutSession): string {
  if (hasReview(request)) return "Continue"
  const { chargeAmount } = request.paymentDetails
  if (isPurchase(request) && chargeAmount) return `Pay ${said(chargeAmount)}`
  return request.chargePermissionId ? "Save changes" : "Save and continue"
}

function problemBox(problem: string | undefined): Html | undefined {
  if (!problem) return undefined
  return html`<p class="problem" role="alert" data-testid="problem">${problem}</p>`
}

function cancelForm(token: string): Html {
  return html`<form class="actions" method="post" action="/checkout/${token}/finish">
    <button id="cancel" name="end" value="cancel" data-testid="cancel">Cancel and go back to the shop</button>
  </form>`
}

/** A payload that Amazon does not accept, with its reason. */
export function refusalPage({ status, reasonCode, message }: { status: number; reasonCode: string; message: string }) {
  return page(
    "Something went wrong",
    html`<section class="card" data-testid="refusal">
      <h1>Something went wrong</h1>
      <p>Amazon Pay cannot open this page, because the shop's request was refused. Please go back to the shop.</p>
      <p class="problem" role="alert">
        <code data-testid="error-reason">${reasonCode}</code>
        <span data-testid="error-message">${message}</span>
      </p>
    </section>`,
    { status },
  )
}

/** Nothing is left to do here. */
export function endedPage(message: string, status: number): Answer {
  return page(
    "This page has ended",
    html`<section class="card" data-testid="ended">
      <h1>This page has ended</h1>
      <p>${message}</p>
    </section>`,
    { status },
  )
}
