import type { ShownCharge } from "../pay-api/show-charge"
import type { ShownRefund } from "../pay-api/show-refund"
import type { Charge } from "../state/charges"
import type { Environment } from "../state/merchants"
import type { ChargeChange } from "./charge-changes"
import type { DeclineInput, RefundChange } from "./payments"

/** A charge as Amazon shows it, with whose it is and who began it. */
export type SimulatedCharge = ShownCharge & {
  merchantId: string
  environment: Environment
  chargeInitiator: Charge["chargeInitiator"]
  channel: Charge["channel"]
}

/** A refund as Amazon shows it, with whose it is. */
export type SimulatedRefund = ShownRefund & {
  merchantId: string
  environment: Environment
  chargePermissionId: string
}

/** The strings behind the stage that move money. */
export type PaymentControl = Readonly<{
  charges(of?: { chargePermissionId?: string }): Promise<SimulatedCharge[]>
  charge(id: string): Promise<SimulatedCharge>
  refunds(of?: { chargeId?: string }): Promise<SimulatedRefund[]>
  refund(id: string): Promise<SimulatedRefund>
  /** Changes a charge as the merchant would in Seller Central, or as Amazon does on its own, and notifies. */
  changeCharge(id: string, change: ChargeChange): Promise<SimulatedCharge>
  /**
   * Begins a refund as the merchant would in Seller Central.
   *
   * @param amount a decimal amount of the charge's currency, default all that was captured
   */
  refundCharge(id: string, amount?: string): Promise<SimulatedRefund>
  /** Ends a refund now. By itself it ends as `Refunded`. */
  changeRefund(id: string, change: RefundChange): Promise<SimulatedRefund>
  /** Makes the next charges of a wallet fail, whatever the card. */
  declineCharges(chargePermissionId: string, decline: DeclineInput): Promise<void>
  /** @param amount a decimal amount of the wallet's currency; `null` for the region's own limit */
  setMonthlyLimit(chargePermissionId: string, amount: string | null): Promise<void>
  /** Tells the merchant that the buyer disputes a charge. Nothing else happens. */
  raiseChargeback(chargeId: string): Promise<{ disputeId: string; chargeId: string; chargePermissionId: string }>
}>
