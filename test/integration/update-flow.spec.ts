import { newShopper, type Shopper } from "./support/shopper"
import { openTestStore, type TestStore } from "./support/store"

let store: TestStore
let shopper: Shopper

beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  shopper = await newShopper(store)
})

it("records what changed when a buyer chooses another card and comes back", async () => {
  const wallet = await shopper.wallet()
  const started = await shopper.start(wallet.id)
  const session = await shopper.atAmazon(started, { card: "0005", end: "confirm" })
  const update = await shopper.complete(started, session)
  expect(update).toMatchObject({
    status: "completed",
    sources: ["return"],
    checkout_session_id: session,
    changes: [{ field: "payment_descriptor", before: wallet.payment_descriptor, after: expect.stringContaining("0005") }],
  })
})
