import { useState, type FormEvent } from "react"
import { useLanguage } from "../language/language"
import { shopWordsFor } from "../language/shop-words"
import type { Address, Cart } from "./shop"

type AddressFormProps = {
  cart: Cart
  countries: string[]
  email: string | undefined
  onSubmit: (email: string, address: Address) => Promise<void>
}

const FIELDS = [
  ["first_name", "given-name"],
  ["last_name", "family-name"],
  ["address_1", "street-address"],
  ["postal_code", "postal-code"],
  ["city", "address-level2"],
] as const

/** Where to, and to whom the confirmation goes. */
export function AddressForm({ cart, countries, email, onSubmit }: AddressFormProps) {
  const { words, page } = useLanguage()
  const text = shopWordsFor(words.language)
  const [busy, setBusy] = useState(false)
  const known = cart.shipping_address
  const nameOf = new Intl.DisplayNames([words.language], { type: "region" })

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { email: given = "", ...address } = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value).trim()]),
    )
    setBusy(true)
    await onSubmit(given, address as Address)
    setBusy(false)
  }

  return (
    <form className="panel step fields" onSubmit={(event) => void submit(event)} aria-labelledby="address-title">
      <h2 id="address-title">{text.address}</h2>
      <label className="wide">
        {page.email}
        <input
          name="email"
          type="email"
          autoComplete="email"
          required
          defaultValue={cart.email ?? email}
          data-testid="checkout-email"
        />
      </label>
      {FIELDS.map(([name, autoComplete]) => (
        <label key={name} className={name === "address_1" ? "wide" : undefined}>
          {text[name]}
          <input
            name={name}
            autoComplete={autoComplete}
            required
            defaultValue={known?.[name] ?? ""}
            data-testid={`checkout-${name}`}
          />
        </label>
      ))}
      <label>
        {text.country}
        <select name="country_code" autoComplete="country" defaultValue={known?.country_code ?? "de"}>
          {countries.map((code) => (
            <option key={code} value={code}>
              {nameOf.of(code.toUpperCase())}
            </option>
          ))}
        </select>
      </label>
      <button className={known?.address_1 ? "button" : "button primary"} disabled={busy} data-testid="address-continue">
        {text.next}
      </button>
    </form>
  )
}
