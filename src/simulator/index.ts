/**
 * A local Amazon Pay for tests and demonstrations. It shares no code with the plugin, so that one's mistake is the
 * other's failure.
 *
 * @module
 */
export { startSimulator } from "./start"
export type { Simulator, SimulatorEndpoints, SimulatorOptions } from "./simulator"
export type { SimulatorRegion } from "./regions"
export type { MerchantSetup } from "./state/merchants"
export type { BuyerAction, SimulatedSession, SimulatedWallet, SimulatorControl, WalletInput } from "./control/control"
export type { ChargeChange } from "./control/charge-changes"
export type { PaymentControl, SimulatedCharge, SimulatedRefund } from "./control/payment-control"
export type { DeclineInput, RefundChange } from "./control/payments"
export type { Fault, NotificationFault, RequestFault } from "./faults/faults"
export type { Modes, ReadLag } from "./modes"
export type { Snapshot } from "./snapshot"
export type { Buyer, BuyerInput } from "./state/buyers"
export type { Money } from "./state/money"
export type { WalletChange } from "./state/wallet-changes"
export type { LoggedRequest, RequestFilter } from "./pay-api/request-log"
export type { Attempt } from "./sns/deliver"
export type { Delivery } from "./sns/notifications"
