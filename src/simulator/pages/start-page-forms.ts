import type { Answer } from "../answer"
import { chargeChange } from "../control/charge-changes"
import type { SimulatorControl } from "../control/control"
import { refundChange } from "../control/payments"
import { check, oneOf } from "../schema"
import { walletChange } from "../state/wallet-changes"
import { html } from "./html"
import { page } from "./layout"

type Fields = Readonly<Record<string, string>>
type Form = (control: SimulatorControl, id: string, fields: Fields) => Promise<unknown>

/** What each form of the start page does. */
const FORMS = {
  "change-wallet": (control, id, fields) => control.changeWallet(id, check(walletChange, fields, "change")),
  "create-buyer": (control) => control.createBuyer(),
  "change-charge": (control, id, fields) => control.changeCharge(id, check(chargeChange, fields, "change")),
  "refund-charge": (control, id, { amount }) => control.refundCharge(id, amount),
  "change-refund": (control, id, fields) => control.changeRefund(id, check(refundChange, fields, "change")),
  "raise-chargeback": (control, id) => control.raiseChargeback(id),
  release: (control) => control.releaseNotifications(),
} as const satisfies Record<string, Form>

const NAMES = Object.keys(FORMS) as (keyof typeof FORMS)[]

/** Does what a form of the start page is for; always back to the start page. */
export async function startPageForm(control: SimulatorControl, name: string, form: URLSearchParams): Promise<Answer> {
  try {
    const { id = "", ...fields }: Fields = Object.fromEntries(form)
    const run: Form = FORMS[check(oneOf(NAMES), name, "form")]
    await run(control, id, fields)
    return { status: 303, headers: { location: "/" }, body: "" }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return page("That did not work", html`<section class="card"><p class="problem">${why}</p></section>`, {
      status: 400,
    })
  }
}
