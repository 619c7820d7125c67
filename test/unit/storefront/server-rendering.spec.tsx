/** @jest-environment node */
import { renderToString } from "react-dom/server"
import { createWalletActions, createWalletUpdate } from "../../../src/storefront"
import {
  SavedWallets,
  UpdateResultBanner,
  useUpdateLink,
  useUpdateReturn,
  WalletHistory,
  WalletUpdateButton,
} from "../../../src/storefront/react"
import { wordsFor } from "../../../src/storefront/words"
import { UPDATE, WALLET } from "./fixtures"

const never = () => Promise.reject(new Error("must not be called while rendering"))

describe("on a server", () => {
  it("has no window", () => {
    expect(typeof window).toBe("undefined")
  })

  it("a flow can be made and disposed", () => {
    const flow = createWalletUpdate({ start: never })
    expect(flow.getState()).toEqual({ status: "idle" })
    flow.dispose()
  })

  it("the whole section renders with the wallets that the server loaded", () => {
    const actions = createWalletActions(never)
    const html = renderToString(<SavedWallets actions={actions} initialWallets={[WALLET]} words={wordsFor("de")} />)
    expect(html).toContain("Visa ****1111")
    expect(html).toContain("Zahlungsart aktualisieren")
    expect(html).not.toContain(" version=")
    expect(renderToString(<SavedWallets actions={actions} />)).toContain("Loading your wallets")
  })

  it("every component renders, and nothing runs", () => {
    const Page = () => {
      const { outcome } = useUpdateReturn({ complete: never, load: never })
      const { loading } = useUpdateLink({ load: never })
      return (
        <>
          <WalletUpdateButton start={never} disabled={!loading}>
            Update
          </WalletUpdateButton>
          <UpdateResultBanner outcome={outcome ?? "pending"} />
          <WalletHistory updates={[UPDATE]} formatDate={(iso) => iso.slice(0, 10)} />
        </>
      )
    }
    const html = renderToString(<Page />)
    expect(html).toContain(">Update</button>")
    expect(html).toContain("2026-11-24")
  })
})
