import { said } from "../payments/limits"
import { refundable } from "../payments/refund"
import { DECLINE_REASONS, type Charge } from "../state/charges"
import { REFUND_DECLINE_REASONS, type Refund } from "../state/refunds"
import type { World } from "../world"
import { html, type Html } from "./html"
import { amountField, changeForm, headings, selection } from "./parts"

const SHOWN = 20

const itself = (value: string) => ({ value, text: value })
const declineReasons = selection("reason", "Why it is declined", DECLINE_REASONS.map(itself))
const refundReasons = selection("reason", "Why it is declined", REFUND_DECLINE_REASONS.map(itself))
const cancelers = selection("by", "Who cancels it", [
  { value: "merchant", text: "as the merchant" },
  { value: "buyer", text: "as the buyer" },
  { value: "amazon", text: "as Amazon" },
])

/** The latest charges with their refunds, and what a person can do with them in Seller Central or as Amazon. */
export function paymentsSection(world: World): Html {
  const charges = world.charges.list().slice(-SHOWN).reverse()
  return html`<section class="card">
    <h2>Charges: act as the merchant in Seller Central, or as Amazon</h2>
    ${charges.length === 0 && html`<p class="hint">None yet.</p>`}
    <div class="scroll">
      <table>
        ${charges.length > 0 && headings("Charge", "Amounts and refunds", "Act")}
        ${charges.map((charge) => chargeRow(world, charge))}
      </table>
    </div>
  </section>`
}

function chargeRow(world: World, charge: Charge): Html {
  const { chargeId, state, reasonCode, chargeAmount, captureAmount } = charge
  return html`<tr data-testid="charge" data-charge-id="${chargeId}">
    <td>
      <code>${chargeId}</code><br /><strong>${state}</strong>
      ${reasonCode && html`<span class="hint">${reasonCode}</span>`}
    </td>
    <td>
      ${said(chargeAmount)}${captureAmount && html`, captured ${said(captureAmount)}`}
      ${world.refunds.of(chargeId).map(refundLine)}
    </td>
    <td>${chargeForms(world, charge)}</td>
  </tr>`
}

function refundLine({ refundId: id, refundAmount, state, reasonCode }: Refund): Html {
  const isOpen = state === "RefundInitiated"
  return html`<p data-testid="refund">
      <span class="hint">Refund ${said(refundAmount)}: ${state} ${reasonCode}</span>
    </p>
    ${isOpen && changeForm("change-refund", { id, type: "refunded" }, "Settle refund")}
    ${isOpen && changeForm("change-refund", { id, type: "declined" }, "Decline refund", refundReasons)}`
}

function chargeForms(world: World, charge: Charge): Html[] {
  const { chargeId: id, state, chargeAmount } = charge
  const cancel = changeForm("change-charge", { id, type: "cancel" }, "Cancel", cancelers)
  switch (state) {
    case "AuthorizationInitiated":
      return [
        changeForm("change-charge", { id, type: "authorize" }, "Authorize"),
        changeForm("change-charge", { id, type: "decline" }, "Decline", declineReasons),
        cancel,
      ]
    case "Authorized": {
      const amount = amountField("Amount to capture", chargeAmount)
      return [changeForm("change-charge", { id, type: "capture" }, "Capture", amount), cancel]
    }
    case "CaptureInitiated":
      return [changeForm("change-charge", { id, type: "settle_capture" }, "Settle capture")]
    case "Captured": {
      const amount = amountField("Amount to refund", refundable(world, charge))
      return [
        changeForm("refund-charge", { id }, "Refund", amount),
        changeForm("raise-chargeback", { id }, "Raise a chargeback"),
      ]
    }
    case "Canceled":
    case "Declined":
      return []
  }
}
