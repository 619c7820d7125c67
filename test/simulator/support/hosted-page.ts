import type { Simulator } from "../../../src/simulator"
import { merchant, optionsFor } from "./stage"

export type Page = { status: number; html: string; location: string | null; headers: Headers }

/** Posts a form as a browser without JavaScript does. */
export async function post(amazon: Simulator, path: string, fields: Record<string, string>): Promise<Page> {
  const response = await fetch(new URL(path, amazon.url), {
    method: "POST",
    body: new URLSearchParams(fields),
    redirect: "manual",
  })
  return pageOf(response)
}

export async function open(amazon: Simulator, path: string): Promise<Page> {
  return pageOf(await fetch(new URL(path, amazon.url), { redirect: "manual" }))
}

async function pageOf(response: Response): Promise<Page> {
  const { status, headers } = response
  return { status, headers, location: headers.get("location"), html: await response.text() }
}

/** What checkout.js posts, with changes. */
export function form(payload: object | string, change: Record<string, string> = {}): Record<string, string> {
  const { createCheckoutSessionConfig: config } = optionsFor(payload)
  return {
    ...config,
    merchantId: merchant.merchantId,
    environment: "SANDBOX",
    ledgerCurrency: "EUR",
    checkoutLanguage: "en_GB",
    productType: "PayAndShip",
    ...change,
  }
}

/** The path of the hosted page that a payload opens. */
export async function visit(amazon: Simulator, payload: object, change: Record<string, string> = {}): Promise<string> {
  const { status, location, html } = await post(amazon, "/checkout/initiate", form(payload, change))
  if (status !== 303 || !location) throw new Error(html)
  return location
}
