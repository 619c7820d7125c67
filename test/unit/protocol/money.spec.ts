import fc from "fast-check"
import {
  CURRENCIES,
  decimalsOf,
  fromMinorUnits,
  isSameMoney,
  minorUnits,
  moneyOf,
  moneyOrNull,
} from "../../../src/protocol"

describe("an amount for Amazon", () => {
  it.each([
    ["14", "eur", { amount: "14.00", currencyCode: "EUR" }],
    ["14.5", "EUR", { amount: "14.50", currencyCode: "EUR" }],
    ["0.01", "GBP", { amount: "0.01", currencyCode: "GBP" }],
    ["14.500000", "EUR", { amount: "14.50", currencyCode: "EUR" }],
    ["150000", "EUR", { amount: "150000.00", currencyCode: "EUR" }],
    ["150000", "GBP", { amount: "150000.00", currencyCode: "GBP" }],
    ["150000", "USD", { amount: "150000.00", currencyCode: "USD" }],
    ["10000000", "JPY", { amount: "10000000", currencyCode: "JPY" }],
    ["1999", "JPY", { amount: "1999", currencyCode: "JPY" }],
    ["1999.00", "JPY", { amount: "1999", currencyCode: "JPY" }],
    ["9007199254740.93", "SEK", { amount: "9007199254740.93", currencyCode: "SEK" }],
  ])("of %s %s has the digits of its currency", (amount, currency, money) => {
    expect(moneyOf(amount, currency, "eu")).toEqual(money)
  })

  it.each([
    ["14.005", "EUR", "eu", "too_many_decimals"],
    ["14.5", "JPY", "jp", "too_many_decimals"],
    ["0", "EUR", "eu", "amount_not_positive"],
    ["0.00", "EUR", "eu", "amount_not_positive"],
    ["-1", "EUR", "eu", "amount_not_decimal"],
    ["1e3", "EUR", "eu", "amount_not_decimal"],
    ["1,00", "EUR", "eu", "amount_not_decimal"],
    ["", "EUR", "eu", "amount_not_decimal"],
    ["NaN", "EUR", "eu", "amount_not_decimal"],
    ["14", "EUR", "na", "currency_not_supported"],
    ["14", "USD", "jp", "currency_not_supported"],
    ["14", "PLN", "eu", "currency_not_supported"],
    ["150000.01", "EUR", "eu", "amount_too_large"],
    ["150000.01", "GBP", "eu", "amount_too_large"],
    ["150000.01", "USD", "na", "amount_too_large"],
    ["10000001", "JPY", "jp", "amount_too_large"],
  ] as const)("is not made of %s %s in region %s: %s", (amount, currency, region, reasonCode) => {
    expect(() => moneyOf(amount, currency, region)).toThrow(
      expect.objectContaining({ code: "invalid_input", reasonCode }),
    )
  })

  it.each([
    ["na", "USD"],
    ["eu", "EUR"],
    ["jp", "JPY"],
  ] as const)("in region %s may be in %s", (region, currency) => {
    expect(moneyOf("14", currency, region).currencyCode).toBe(currency)
  })

  it("loses nothing between its text and its smallest unit", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 14n), fc.constantFrom(...CURRENCIES.eu), (units, currency) => {
        const money = fromMinorUnits(units, currency)
        expect(minorUnits(money)).toBe(units)
        expect(money.amount).toMatch(decimalsOf(currency) ? /^\d+\.\d\d$/ : /^\d+$/)
      }),
    )
  })

  it("is the same however it is written, and another in another currency", () => {
    expect(isSameMoney({ amount: "5", currencyCode: "EUR" }, { amount: "5.00", currencyCode: "EUR" })).toBe(true)
    expect(isSameMoney({ amount: "5.01", currencyCode: "EUR" }, { amount: "5.00", currencyCode: "EUR" })).toBe(false)
    expect(isSameMoney({ amount: "5.00", currencyCode: "USD" }, { amount: "5.00", currencyCode: "EUR" })).toBe(false)
  })
})

describe("an amount of Amazon's", () => {
  it("may be a text or a number", () => {
    expect(moneyOrNull({ amount: "14.5", currencyCode: "EUR" })).toEqual({ amount: "14.50", currencyCode: "EUR" })
    expect(moneyOrNull({ amount: 14.5, currencyCode: "EUR" })).toEqual({ amount: "14.50", currencyCode: "EUR" })
  })

  it.each([null, undefined, { amount: null, currencyCode: null }, { currencyCode: "EUR" }])(
    "may be nothing: %j",
    (value) => {
      expect(moneyOrNull(value)).toBeNull()
    },
  )

  it.each([{ amount: "much", currencyCode: "EUR" }, { amount: "1.00" }, { amount: "1.001", currencyCode: "EUR" }])(
    "like %j is not guessed",
    (value) => {
      expect(() => moneyOrNull(value)).toThrow(expect.objectContaining({ code: "invalid_response" }))
    },
  )

  it("that is none says what is the matter with it in its cause", () => {
    const cause = expect.objectContaining({ reasonCode: "amount_not_decimal" }) as unknown
    expect(() => moneyOrNull({ amount: "much", currencyCode: "EUR" })).toThrow(expect.objectContaining({ cause }))
  })
})
