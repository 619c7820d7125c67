import { createContext, runInContext } from "node:vm"
import type { SimulatorRegion } from "../regions"
import type { InitiateFields } from "../hosted-page/initiate"
import { checkoutScript } from "./checkout-js"

/** The argument of `amazon.Pay.initCheckout`: anything, for the script itself says what is wrong with it. */
export type InitCheckoutOptions = object

type Input = { name?: string; value?: unknown }

/**
 * Calls `initCheckout` of the region's script as a page would and answers what its form posts.
 *
 * @throws Error with what the script throws, which is a string
 */
export function formOfInitCheckout(region: SimulatorRegion, options: InitCheckoutOptions): InitiateFields {
  const inputs: Input[] = []
  let submitted = false
  const document = {
    createElement: (tag: string) =>
      tag === "form"
        ? { appendChild: (input: Input) => inputs.push(input), submit: () => (submitted = true) }
        : ({} satisfies Input),
    body: { appendChild: () => undefined },
  }
  const window = {
    location: { hostname: "shop.example", href: "https://shop.example/account" },
    navigator: { language: "en-GB" },
  }
  const context = createContext({ window, document, options: JSON.stringify(options) })
  runInContext(checkoutScript(region, ""), context, { filename: "checkout.js" })
  const thrown: unknown = runInContext(
    "(function () { try { window.amazon.Pay.initCheckout(JSON.parse(options)) } catch (error) { return String(error) } })()",
    context,
  )
  if (typeof thrown === "string") throw new Error(thrown)
  if (!submitted) throw new Error("checkout.js did not submit its form")
  return Object.fromEntries(inputs.map(({ name = "", value }) => [name, String(value)]))
}
