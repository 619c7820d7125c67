/** @jest-environment jsdom */
import { TextEncoder } from "node:util"
import { act } from "react"
import { createRoot, type Root } from "react-dom/client"
import type { WalletActions } from "../../../src/storefront"
import { SavedWallets, type SavedWalletsProps } from "../../../src/storefront/react"
import { flush, WALLET } from "./fixtures"

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true, TextEncoder })

let container: HTMLDivElement
let root: Root

beforeEach(() => {
  container = document.createElement("div")
  document.body.append(container)
  root = createRoot(container)
  history.replaceState(null, "", "/account/amazon-pay")
})
afterEach(() => {
  act(() => root.unmount())
  document.body.replaceChildren()
})

const refused = (status: number) => Object.assign(new Error("no"), { status })

function actionsWith(own: Partial<WalletActions>): WalletActions {
  const never = () => Promise.reject(new Error("must not be asked"))
  return {
    listWallets: async () => [WALLET],
    saveWallet: never,
    startUpdate: never,
    closeWallet: never,
    listUpdates: async () => ({ updates: [], count: 0 }),
    loadUpdate: never,
    completeUpdate: never,
    ...own,
  }
}

async function show(props: SavedWalletsProps): Promise<void> {
  await act(async () => root.render(<SavedWallets {...props} />))
  await act(flush)
}

describe("the whole section", () => {
  it("does not ask for wallets that the server has rendered", async () => {
    const listWallets = jest.fn(async () => [WALLET])
    await show({ actions: actionsWith({ listWallets }), initialWallets: [WALLET] })
    expect(container.textContent).toContain("Visa ****1111")
    expect(listWallets).not.toHaveBeenCalled()
  })

  it("asks again when the customer comes back to the tab", async () => {
    const listWallets = jest.fn(async () => [WALLET])
    await show({ actions: actionsWith({ listWallets }) })
    await act(async () => document.dispatchEvent(new Event("visibilitychange")))
    expect(listWallets).toHaveBeenCalledTimes(2)
  })

  it("says so when the wallets cannot be loaded, keeps what it shows, and loads them on the next try", async () => {
    const answers = [Promise.reject(new TypeError("Failed to fetch")), Promise.resolve([WALLET])]
    await show({ actions: actionsWith({ listWallets: () => answers.shift() ?? Promise.resolve([]) }) })
    expect(container.querySelector("[role=alert]")?.textContent).toMatch(
      /could not be loaded\. The store cannot be reached/,
    )
    await act(async () => container.querySelector<HTMLElement>(".amazon-pay-problem button")?.click())
    expect(container.querySelector(".amazon-pay-problem")).toBeNull()
    expect(container.textContent).toContain("Visa ****1111")
  })

  it("tells the store when it does not know the customer any more, whatever was asked", async () => {
    const onLoggedOut = jest.fn()
    await show({ actions: actionsWith({ listWallets: () => Promise.reject(refused(401)) }), onLoggedOut })
    expect(onLoggedOut).toHaveBeenCalledTimes(1)
    history.replaceState(null, "", "/account/amazon-pay?amazon_pay=completed&update=apwu_1")
    act(() => root.unmount())
    root = createRoot(container)
    await show({ actions: actionsWith({ loadUpdate: () => Promise.reject(refused(401)) }), onLoggedOut })
    expect(onLoggedOut).toHaveBeenCalledTimes(2)
  })

  it("lets the store arrange a wallet in its own way", async () => {
    await show({
      actions: actionsWith({}),
      renderWallet: (wallet, { status, updateButtons }) => (
        <div className="mine">
          {wallet.id} {status} {updateButtons}
        </div>
      ),
    })
    expect(container.querySelector(".mine")?.textContent).toBe(
      "apw_01 Ready to use Update payment methodAdd an address",
    )
    expect(container.querySelector(".amazon-pay-guidance")).toBeNull()
  })

  it("puts the one right action in front", async () => {
    const primary = () => Array.from(container.querySelectorAll("[data-primary]"), (button) => button.textContent)
    await show({
      actions: actionsWith({ listWallets: async () => [{ ...WALLET, status: "non_chargeable", action: "update" }] }),
    })
    expect(primary()).toEqual(["Update payment method"])
    act(() => root.unmount())
    root = createRoot(container)
    await show({
      actions: actionsWith({ listWallets: async () => [{ ...WALLET, status: "closed", action: "set_up_again" }] }),
    })
    expect(primary()).toContain("Save a new Amazon Pay wallet")
    expect(container.textContent).not.toContain("Close wallet")
  })

  it("offers Amazon's own page where there is none for updates", async () => {
    const manage_url = "https://pay.amazon.com/jp/jr/your-account/ba/B01-0000000-0000000"
    await show({ actions: actionsWith({ listWallets: async () => [{ ...WALLET, manage_url }] }) })
    expect(container.querySelector("[data-update-type]")).toBeNull()
    expect(container.querySelector<HTMLAnchorElement>(".amazon-pay-elsewhere a")?.href).toBe(manage_url)
  })
})
