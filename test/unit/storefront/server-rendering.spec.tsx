/** @jest-environment node */
import { renderToString } from "react-dom/server"
import { createWalletUpdate } from "../../../src/storefront"
import { UpdateResultBanner, useUpdateReturn, WalletHistory, WalletUpdateButton } from "../../../src/storefront/react"
import { UPDATE } from "./fixtures"

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

  it("every component renders, and nothing runs", () => {
    const Page = () => {
      const { outcome } = useUpdateReturn({ complete: never, load: never })
      return (
        <>
          <WalletUpdateButton start={never}>Update</WalletUpdateButton>
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
