/** @jest-environment jsdom */
import { cleanReturnUrl, readReturn, settleReturn } from "../../../src/storefront"
import type { ReturnOutcome, UpdateStatus, WalletUpdate, WalletUpdateReturn } from "../../../src/storefront"
import { SESSION_ID, TOKEN, UPDATE } from "./fixtures"

const PAGE = "https://shop.example/account/amazon-pay"

describe("the address a buyer comes back on", () => {
  it.each<ReturnOutcome>(["completed", "canceled", "declined", "failed", "pending"])("says %s", (outcome) => {
    expect(readReturn(`${PAGE}?amazon_pay=${outcome}&update=apwu_01JABC`)).toEqual({
      outcome,
      updateId: "apwu_01JABC",
      checkoutSessionId: null,
      returnToken: null,
    })
  })

  it("carries the session of a wallet that only the customer may save", () => {
    const url = `${PAGE}?amazon_pay=pending&update=apwu_01&amazonCheckoutSessionId=${SESSION_ID}`
    expect(readReturn(url)).toMatchObject({ outcome: "pending", updateId: "apwu_01", checkoutSessionId: SESSION_ID })
    expect(readReturn(new URL(url))).toMatchObject({ checkoutSessionId: SESSION_ID })
    expect(readReturn(url.slice(PAGE.length))).toMatchObject({ checkoutSessionId: SESSION_ID })
  })

  it("never asks to complete what is decided", () => {
    const url = `${PAGE}?amazon_pay=completed&update=apwu_01&amazonCheckoutSessionId=${SESSION_ID}`
    expect(readReturn(url)).toMatchObject({ checkoutSessionId: null })
  })

  it.each([
    PAGE,
    `${PAGE}?amazon_pay=`,
    `${PAGE}?amazon_pay=COMPLETED`,
    `${PAGE}?amazon_pay=started`,
    `${PAGE}?amazon_pay=<script>alert(1)</script>`,
    `${PAGE}?amazon_pay=constructor`,
    `${PAGE}?amazon_pay=completed&amazon_pay=failed`,
    `${PAGE}?amazon_pay[]=completed`,
    `${PAGE}#?amazon_pay=completed`,
    `${PAGE}?update=apwu_01`,
    `${PAGE}/return/${TOKEN}`,
    `${PAGE}/return/short?amazonCheckoutSessionId=${SESSION_ID}`,
    `${PAGE}/return/${TOKEN}?amazonCheckoutSessionId=${SESSION_ID}x`,
    `${PAGE}/return/${TOKEN}?amazonCheckoutSessionId=${SESSION_ID}&amazonCheckoutSessionId=${SESSION_ID}`,
    "https://",
    "",
  ])("is no return: %s", (url) => {
    expect(readReturn(url)).toBeNull()
  })

  it.each([
    ["../../admin/users", "update"],
    ["apwu_01/complete", "update"],
    ["apwu_01?x=1", "update"],
    ["a".repeat(65), "update"],
    ["apwu_01\r\nset-cookie: a=b", "update"],
    ["ａｐｗｕ", "update"],
    ["not-a-uuid", "amazonCheckoutSessionId"],
    [`${SESSION_ID}/../x`, "amazonCheckoutSessionId"],
    [`${SESSION_ID}\n`, "amazonCheckoutSessionId"],
    ["a".repeat(10_000), "amazonCheckoutSessionId"],
  ])("passes nothing on from %j as %s", (value, name) => {
    const query = new URLSearchParams({ amazon_pay: "pending", [name]: value })
    expect(readReturn(`${PAGE}?${query}`)).toEqual({
      outcome: "pending",
      updateId: null,
      checkoutSessionId: null,
      returnToken: null,
    })
  })

  it("passes nothing on that is given twice", () => {
    const url = `${PAGE}?amazon_pay=pending&update=apwu_01&update=apwu_02`
    expect(readReturn(url)).toMatchObject({ updateId: null })
  })
})

describe("the cleaned address", () => {
  it.each([
    [`${PAGE}?amazon_pay=completed&update=apwu_01`, "/account/amazon-pay"],
    [`${PAGE}?a=1&amazon_pay=pending&update=u&amazonCheckoutSessionId=s&b=2#top`, "/account/amazon-pay?a=1&b=2#top"],
    [`${PAGE}/return/${TOKEN}?amazonCheckoutSessionId=${SESSION_ID}`, "/account/amazon-pay"],
    [`${PAGE}/return/${TOKEN}/?amazonCheckoutSessionId=${SESSION_ID}&a=1`, "/account/amazon-pay?a=1"],
    [`${PAGE}/return/policy`, "/account/amazon-pay/return/policy"],
    ["https://shop.example//evil.example/?amazon_pay=failed", "/evil.example/"],
    ["https://shop.example/\\evil.example/?amazon_pay=failed", "/evil.example/"],
    ["https://", "/"],
  ])("of %s is %s", (url, clean) => {
    expect(cleanReturnUrl(url)).toBe(clean)
    expect(new URL(cleanReturnUrl(url), "https://shop.example").origin).toBe("https://shop.example")
  })
})

describe("settling a return", () => {
  const updateWith = (status: UpdateStatus): WalletUpdate => ({ ...UPDATE, status })
  const told = (outcome: ReturnOutcome, more: Partial<WalletUpdateReturn> = {}): WalletUpdateReturn => ({
    outcome,
    updateId: "apwu_01",
    checkoutSessionId: null,
    returnToken: null,
    ...more,
  })
  const store = (load: () => Promise<WalletUpdate>, complete: () => Promise<WalletUpdate> = load) => ({
    load: jest.fn(load),
    complete: jest.fn(complete),
  })
  const httpError = (status: number) => Object.assign(new Error(`HTTP ${status}`), { status })

  afterEach(() => jest.useRealTimers())

  it("completes a new wallet as the customer", async () => {
    const update = updateWith("completed")
    const { load, complete } = store(async () => update)
    const settled = await settleReturn(told("pending", { checkoutSessionId: SESSION_ID }), { load, complete })
    expect(settled).toEqual({ outcome: "completed", update })
    expect(complete).toHaveBeenCalledWith("apwu_01", SESSION_ID)
    expect(load).not.toHaveBeenCalled()
  })

  it("completes nothing where the backend has done it", async () => {
    const { load, complete } = store(async () => updateWith("completed"))
    expect(await settleReturn(told("completed"), { load, complete })).toMatchObject({ outcome: "completed" })
    expect(complete).not.toHaveBeenCalled()
  })

  it("asks on while Amazon has not decided", async () => {
    jest.useFakeTimers()
    const answers = [updateWith("pending"), updateWith("pending"), updateWith("declined")]
    const { load, complete } = store(async () => answers.shift() ?? UPDATE)
    const settled = settleReturn(told("pending"), { load, complete })
    await jest.advanceTimersByTimeAsync(10_000)
    expect(await settled).toMatchObject({ outcome: "declined" })
    expect(load).toHaveBeenCalledTimes(3)
  })

  it.each<[UpdateStatus, ReturnOutcome, ReturnOutcome]>([
    ["completed", "canceled", "completed"],
    ["failed", "completed", "failed"],
    ["expired", "completed", "failed"],
    ["canceled", "completed", "canceled"],
    ["started", "canceled", "canceled"],
    ["started", "failed", "failed"],
    ["pending", "failed", "failed"],
    ["started", "completed", "pending"],
  ])("believes the store's %s where the address says %s: %s", async (status, outcome, expected) => {
    const { load, complete } = store(async () => updateWith(status))
    expect(await settleReturn(told(outcome), { load, complete })).toMatchObject({ outcome: expected })
    expect(load).toHaveBeenCalledTimes(1)
  })

  it.each<ReturnOutcome>(["completed", "pending", "canceled", "failed"])(
    "says nothing of %s for an update the customer does not have",
    async (outcome) => {
      const { load, complete } = store(() => Promise.reject(httpError(404)))
      expect(await settleReturn(told(outcome), { load, complete })).toEqual({ outcome: null, update: null })
    },
  )

  it.each<[ReturnOutcome, ReturnOutcome | null]>([
    ["completed", null],
    ["pending", null],
    ["failed", "failed"],
    ["canceled", "canceled"],
  ])("without an update takes %s as %s and asks nobody", async (outcome, expected) => {
    const { load, complete } = store(async () => UPDATE)
    expect(await settleReturn(told(outcome, { updateId: null }), { load, complete })).toEqual({
      outcome: expected,
      update: null,
    })
    expect(load).not.toHaveBeenCalled()
  })

  it("looks at the update when its session is refused", async () => {
    const returned = told("pending", { checkoutSessionId: SESSION_ID })
    const open = store(
      async () => updateWith("started"),
      () => Promise.reject(httpError(400)),
    )
    expect(await settleReturn(returned, open)).toMatchObject({ outcome: "failed" })
    const done = store(
      async () => updateWith("completed"),
      () => Promise.reject(httpError(400)),
    )
    expect(await settleReturn(returned, done)).toMatchObject({ outcome: "completed" })
  })

  it("tells the page when the customer is not logged in", async () => {
    const loggedOut = store(() => Promise.reject(httpError(401)))
    await expect(settleReturn(told("completed"), loggedOut)).rejects.toMatchObject({ status: 401 })
    await expect(settleReturn(told("pending"), loggedOut)).rejects.toMatchObject({ status: 401 })
  })
})
