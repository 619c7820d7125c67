import { WALLET_STATUSES, type WalletStatus } from "../../../src/contracts"
import { encodeCursor } from "../../../src/modules/amazon-pay/persistence/cursor"
import { listWallets, listWalletsAfter, type WalletFilters } from "../../../src/modules/amazon-pay/wallets/list-wallets"
import { actionFor, REASONS } from "../../../src/protocol/reasons"
import { allPages, insertWallets, openListDatabase, type ListDatabase, type WalletInput } from "./support"

let database: ListDatabase
beforeAll(async () => {
  database = await openListDatabase()
})
afterAll(() => database.close())
beforeEach(() => database.db.query("truncate amazon_pay_wallet cascade"))

const byOffset = (filters: WalletFilters, page = { limit: 100, offset: 0 }) => listWallets(database.db, filters, page)

const found = async (filters: WalletFilters) => (await byOffset(filters)).wallets.map(({ id }) => id)

const byCursor = (filters: WalletFilters, limit: number) =>
  allPages(async (cursor) => {
    const { wallets, nextCursor } = await listWalletsAfter(database.db, filters, { limit, cursor })
    return { rows: wallets.map(({ id }) => id), nextCursor }
  })

const REASON_LISTS = [
  [],
  ...Object.keys(REASONS).map((code) => [code]),
  ["ChargeInProgress", "PaymentMethodExpired"],
  ["New"],
]

/** Every status with every reason that Amazon gives, and some that it does not. */
const WALLETS = WALLET_STATUSES.flatMap((status) => REASON_LISTS.map((reasons) => ({ status, reasons }))).map(
  (wallet, n) => ({
    ...wallet,
    id: `apw_${String(n).padStart(2, "0")}`,
    customer_id: `cus_${n % 5}`,
    created_at: `2026-01-0${1 + ((n * 3) % 9)}T00:00:00.00000${n % 10}Z`,
  }),
) satisfies WalletInput[]

type Wallet = (typeof WALLETS)[number]

const newestFirst = (a: Wallet, b: Wallet) => (a.created_at < b.created_at ? 1 : -1)

const needsAttention = ({ status, reasons }: { status: WalletStatus; reasons: string[] }) =>
  status !== "closed" && ["update", "set_up_again"].includes(actionFor(status, reasons))

function expected({ status, customerId, order }: WalletFilters): string[] {
  const wallets = WALLETS.filter((wallet) => !status || status.includes(wallet.status))
    .filter((wallet) => customerId === undefined || wallet.customer_id === customerId)
    .sort(newestFirst)
  const inOrder =
    order === "attention"
      ? [...wallets.filter(needsAttention), ...wallets.filter((wallet) => !needsAttention(wallet))]
      : wallets
  return inOrder.map(({ id }) => id)
}

describe("the list of wallets", () => {
  const FILTERS: WalletFilters[] = [
    {},
    { status: ["chargeable"] },
    { status: ["non_chargeable"] },
    { status: ["non_chargeable", "non_chargeable", "closed"] },
    { customerId: "cus_1" },
    { customerId: "cus_1", status: ["non_chargeable", "chargeable"] },
    { customerId: "cus_none" },
  ]

  it.each(FILTERS)("holds what is asked for, newest first, with %o", async (filters) => {
    await insertWallets(database.db, WALLETS)
    expect(await found(filters)).toEqual(expected(filters))
    expect((await byOffset(filters, { limit: 1, offset: 0 })).count).toBe(expected(filters).length)
    expect(await byCursor(filters, 4)).toEqual(expected(filters))
  })

  it.each(FILTERS)(
    "puts those before the others that need their customer, as each wallet says, with %o",
    async (given) => {
      const filters: WalletFilters = { ...given, order: "attention" }
      await insertWallets(database.db, WALLETS)
      const wanted = expected(filters)
      for (const limit of [1, 4, 7, 100]) expect(await byCursor(filters, limit)).toEqual(wanted)
      for (const offset of [0, 3, 15, 16, 17, 18, 30]) {
        const { wallets, count } = await byOffset(filters, { limit: 4, offset })
        expect({ count, ids: wallets.map(({ id }) => id) }).toEqual({
          count: wanted.length,
          ids: wanted.slice(offset, offset + 4),
        })
      }
    },
  )

  it("refuses the cursor of another order", async () => {
    const position = { at: "2026-01-01T00:00:00.000000Z", id: "apw_1" }
    const read = (order: WalletFilters["order"], list: Parameters<typeof encodeCursor>[0]) =>
      listWalletsAfter(database.db, { order }, { limit: 5, cursor: encodeCursor(list, position) })
    const refusal = expect.objectContaining({ code: "invalid_cursor" })
    await expect(read("newest", "wallets-attention")).rejects.toThrow(refusal)
    await expect(read("attention", "wallets")).rejects.toThrow(refusal)
    await expect(read("attention", "wallets-rest")).resolves.toMatchObject({ nextCursor: null })
  })
})

describe("a search for wallets", () => {
  beforeEach(() =>
    insertWallets(database.db, [
      { id: "apw_01ABC", customer_id: "cus_1", charge_permission_id: "B01-0000000-0000001" },
      { id: "apw_01XYZ", customer_id: "cus_2", charge_permission_id: "B01-0000000-0000002", status: "closed" },
    ]),
  )

  it.each([
    ["a wallet id", "apw_01ABC", ["apw_01ABC"]],
    ["a wallet id in another case", " apw_01abc ", ["apw_01ABC"]],
    ["a charge permission id", "b01-0000000-0000002", ["apw_01XYZ"]],
    ["an id of something else", "apwu_01ABC", []],
    ["half an id", "B01-0000000", []],
    ["a word", "Visa", []],
  ])("finds by %s", async (_, q, ids) => {
    expect(await found({ q })).toEqual(ids)
    expect(await byCursor({ q }, 1)).toEqual(ids)
    expect(await found({ q, order: "attention" })).toEqual(ids)
  })

  it("narrows with the other filters", async () => {
    expect(await found({ q: "apw_01ABC", status: ["closed"] })).toEqual([])
    expect(await found({ q: "apw_01XYZ", status: ["closed"], customerId: "cus_2" })).toEqual(["apw_01XYZ"])
    expect(await found({ q: "apw_01XYZ", customerId: "cus_1" })).toEqual([])
    expect(await found({ customerIds: ["cus_1", "cus_2"] })).toHaveLength(2)
    expect(await found({ customerIds: ["cus_1"], customerId: "cus_2" })).toEqual([])
    expect(await byOffset({ customerIds: [] })).toEqual({ wallets: [], count: 0 })
  })
})
