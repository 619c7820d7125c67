import { IsNull } from "typeorm"
import { hashToken } from "../../../src/modules/amazon-pay/ids"
import { UpdateLinkEntity, WalletUpdateEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { createUpdateLink } from "../../../src/modules/amazon-pay/update-links/create"
import { findLinkForCustomer } from "../../../src/modules/amazon-pay/update-links/find-for-customer"
import { listLinks } from "../../../src/modules/amazon-pay/update-links/list-links"
import { revokeUpdateLink } from "../../../src/modules/amazon-pay/update-links/revoke"
import { closeWallet } from "../../../src/modules/amazon-pay/wallets/close-wallet"
import { openQuickStore } from "../support/quick"
import { newShopper, type Shopper } from "../support/shopper"
import type { TestStore } from "../support/store"
import { sendLink } from "./support"

const HOUR = 3600

let store: TestStore
let shopper: Shopper
beforeAll(async () => {
  store = await openQuickStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  shopper = await newShopper(store)
})

const links = () => store.runtime.db.getRepository(UpdateLinkEntity)

describe("a link that is made", () => {
  it("leads to the storefront's page, with a token of 256 bits that no table knows", async () => {
    const wallet = await shopper.wallet()
    const link = await sendLink(store.runtime, wallet.id)
    expect(link.url).toBe(`http://localhost:8000/account/amazon-pay/update/${link.token}`)
    expect(Buffer.from(link.token, "base64url")).toHaveLength(32)
    const dump = await store.runtime.db.query<{ line: string }[]>(
      `select l::text as line from amazon_pay_update_link l
       union all select o::text from amazon_pay_outbox o union all select u::text from amazon_pay_wallet_update u`,
    )
    const text = dump.map(({ line }) => line).join("\n")
    expect(text).toContain(hashToken(link.token))
    expect(text).not.toContain(link.token)
  })

  it("is another one each time, and asks nothing of Amazon", async () => {
    const wallet = await shopper.wallet()
    await store.simulator.control.clearRequests()
    const made = [await sendLink(store.runtime, wallet.id), await sendLink(store.runtime, wallet.id)]
    expect(new Set(made.map(({ token }) => token)).size).toBe(2)
    expect(await store.simulator.control.requests()).toEqual([])
  })

  it("takes the place of the one before for the same update, and of no other", async () => {
    const wallet = await shopper.wallet()
    const first = await sendLink(store.runtime, wallet.id)
    const address = await sendLink(store.runtime, wallet.id, { updateType: "shipping_address" })
    const elsewhere = await sendLink(store.runtime, (await shopper.wallet()).id)
    const second = await sendLink(store.runtime, wallet.id)
    expect(await first.status()).toBe("revoked")
    await expect(first.start()).rejects.toMatchObject({ code: "update_link_revoked" })
    for (const link of [second, address, elsewhere]) expect(await link.status()).toBe("open")
  })

  it("is one, for 20 at once in two processes", async () => {
    const wallet = await shopper.wallet()
    const processes = [store.runtime, await store.secondProcess()]
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => sendLink(processes[index % 2] ?? store.runtime, wallet.id)),
    )
    expect(await links().countBy({ wallet_id: wallet.id })).toBe(20)
    expect(await links().countBy({ wallet_id: wallet.id, revoked_at: IsNull() })).toBe(1)
  })

  it("replaces one that has expired, which stays expired", async () => {
    const wallet = await shopper.wallet()
    const first = await sendLink(store.runtime, wallet.id, { expiresInHours: 1 })
    store.advance(2 * HOUR)
    const second = await sendLink(store.runtime, wallet.id)
    expect(await first.status()).toBe("expired")
    expect(await second.status()).toBe("open")
  })
})

describe("no link is made", () => {
  const refused = async (walletId: string, code: string) => {
    const before = await links().count()
    await expect(sendLink(store.runtime, walletId)).rejects.toMatchObject({ code })
    expect(await links().count()).toBe(before)
  }

  it("for a wallet that does not exist", () => refused("apw_nobody", "wallet_not_found"))

  it("for a closed wallet", async () => {
    const wallet = await shopper.wallet()
    await closeWallet(store.runtime, { customerId: shopper.customerId, walletId: wallet.id })
    await refused(wallet.id, "wallet_closed")
  })

  it("where Amazon has no update page, nor for an account that is not configured; the link before stays", async () => {
    const wallet = await shopper.wallet()
    const link = await sendLink(store.runtime, wallet.id)
    const account = store.runtime.accounts.get("default")
    if (!account) throw new Error("The test store has one account")
    const japanese = { ...account, account: { ...account.account, region: "jp" as const } }
    const inJapan = { ...store.runtime, accounts: new Map([["default", japanese]]) }
    const wanted = { walletId: wallet.id, updateType: "payment_method", expiresInHours: 1, createdBy: null } as const
    await expect(createUpdateLink(inJapan, wanted)).rejects.toMatchObject({ code: "update_page_unavailable" })
    await expect(createUpdateLink({ ...store.runtime, accounts: new Map() }, wanted)).rejects.toMatchObject({
      code: "account_not_configured",
    })
    expect(await link.status()).toBe("open")
  })
})

describe("who may open a link", () => {
  it("is the customer it was made for; to anybody else it is unknown, like a token of nobody", async () => {
    const link = await sendLink(store.runtime, (await shopper.wallet()).id)
    const stranger = await newShopper(store)
    await stranger.wallet()
    for (const who of [
      { customerId: stranger.customerId, token: link.token },
      { customerId: shopper.customerId, token: `${link.token}x` },
      { customerId: shopper.customerId, token: "" },
      { customerId: shopper.customerId, token: (await link.stored()).id },
      { customerId: "", token: link.token },
    ]) {
      await expect(findLinkForCustomer(store.runtime, who)).rejects.toMatchObject({ code: "update_link_not_found" })
    }
    expect(await link.status()).toBe("open")
  })
})

describe("a link that is revoked", () => {
  it("starts nothing any more, and can be revoked again", async () => {
    const link = await sendLink(store.runtime, (await shopper.wallet()).id)
    await revokeUpdateLink(store.runtime, link.id)
    const { revoked_at } = await link.stored()
    store.advance(60)
    await revokeUpdateLink(store.runtime, link.id)
    expect((await link.stored()).revoked_at).toEqual(revoked_at)
    expect(await link.status()).toBe("revoked")
    await expect(link.start()).rejects.toMatchObject({ code: "update_link_revoked" })
    expect(await store.runtime.db.getRepository(WalletUpdateEntity).countBy({ status: "started" })).toBe(0)
  })

  it("must exist", () =>
    expect(revokeUpdateLink(store.runtime, "apwl_nobody")).rejects.toMatchObject({ code: "update_link_not_found" }))
})

describe("the list of links", () => {
  it("shows each with what has become of it, newest first, by customer and by wallet", async () => {
    const wallet = await shopper.wallet()
    const other = await shopper.wallet()
    const first = await sendLink(store.runtime, wallet.id)
    const second = await sendLink(store.runtime, wallet.id)
    const third = await sendLink(store.runtime, other.id)
    await closeWallet(store.runtime, { customerId: shopper.customerId, walletId: other.id })
    const page = { limit: 2, offset: 0 }
    const ofCustomer = await listLinks(store.runtime, { customerId: shopper.customerId }, page)
    expect(ofCustomer.count).toBe(3)
    expect(ofCustomer.links.map(({ id, status }) => [id, status])).toEqual([
      [third.id, "wallet_closed"],
      [second.id, "open"],
    ])
    const ofWallet = await listLinks(store.runtime, { walletId: wallet.id }, { limit: 1, offset: 1 })
    expect(ofWallet).toEqual({
      count: 2,
      links: [
        {
          id: first.id,
          wallet_id: wallet.id,
          customer_id: shopper.customerId,
          update_type: "payment_method",
          status: "revoked",
          expires_at: expect.any(String),
          used_at: null,
          revoked_at: expect.any(String),
          update_id: null,
          created_by: "user_1",
          created_at: expect.any(String),
        },
      ],
    })
  })
})
