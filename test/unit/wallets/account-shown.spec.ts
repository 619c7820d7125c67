import AmazonPayModuleService from "../../../src/modules/amazon-pay/service"
import { resolveOptions } from "../../../src/options/resolve"
import { pluginOptions } from "../../integration/support/options"

const { storeId, publicKeyId, privateKey, merchantId, ...shared } = pluginOptions()
const account = { storeId, publicKeyId, privateKey, merchantId }
const options = resolveOptions(
  { ...shared, region: undefined, accounts: { eu: { ...account, region: "eu" }, us: { ...account, region: "na" } } },
  { production: false },
)
const accounts = new Map([...options.accounts].map(([id, found]) => [id, { account: found }]))
const service = new AmazonPayModuleService({ amazonPayRuntime: { options, accounts } as never })

describe("a wallet is shown with", () => {
  it("its own account", () => {
    expect(service.accountShown("us")).toMatchObject({ id: "us", region: "na" })
  })

  it("the store's first account, where its own is not configured any more", () => {
    expect(service.accountShown("gone")).toMatchObject({ id: "eu", region: "eu" })
  })
})
