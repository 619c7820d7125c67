import type { CheckoutResponse } from "../../../src/contracts"
import { attachWallet } from "../../../src/modules/amazon-pay/wallets/attach-wallet"
import type { WalletEntity } from "../../../src/modules/amazon-pay/persistence/entities"
import { MERCHANT_ID } from "../../integration/support/options"
import { publishedAbout } from "../../integration/support/notifications"
import { newShopper, type Shopper } from "../../integration/support/shopper"
import type { Cluster } from "./cluster"
import { eventually } from "./eventually"
import type { StoreProcess } from "./store-process"

/** SNS gives up on an answer after that time and counts the delivery as failed. */
const SNS_TIMEOUT_MS = 15_000

/** Delivers a message as SNS does; answers the status, or 0 when there was no answer. */
export async function deliver({ url }: StoreProcess, body: Buffer): Promise<number> {
  const request = fetch(`${url}/hooks/amazon-pay/ipn`, {
    method: "POST",
    body: new Uint8Array(body),
    headers: { "content-type": "text/plain; charset=UTF-8" },
    signal: AbortSignal.timeout(SNS_TIMEOUT_MS),
  })
  return (await request.catch(() => null))?.status ?? 0
}

/** The how manieth message goes to which process: to each in turn. */
export function inTurn(processes: readonly StoreProcess[], n: number): StoreProcess {
  const process = processes[n % processes.length]
  if (!process) throw new Error("There is no process")
  return process
}

export function idOf(body: Buffer): string {
  return (JSON.parse(body.toString()) as { MessageId: string }).MessageId
}

/** A wallet, and what Amazon published about it and nobody delivered yet. */
export type Story = { shopper: Shopper; wallet: WalletEntity; descriptors: string[]; bodies: Buffer[] }

export async function newStory(cluster: Cluster): Promise<Story> {
  const shopper = await newShopper(cluster)
  return { shopper, wallet: await shopper.wallet({ environment: cluster.environment }), descriptors: [], bodies: [] }
}

/** The wallet changes at Amazon, so many times. */
export async function change({ simulator }: Cluster, story: Story, times = 1): Promise<void> {
  const id = story.wallet.charge_permission_id
  for (let n = 0; n < times; n++) {
    const descriptor = `Visa ****${String(story.descriptors.length).padStart(4, "0")}`
    await simulator.control.changeWallet(id, { type: "payment_descriptor", descriptor })
    story.descriptors.push(descriptor)
  }
  story.bodies = await publishedAbout(simulator, id)
}

/** A buyer whom Amazon sends back. */
type Buyer = { returnPath: string; sessionId: string }
/** A buyer has chosen another card at Amazon, and is on the way back. */
export type Returning = Buyer & { story: Story; started: CheckoutResponse }

export async function returning(cluster: Cluster): Promise<Returning> {
  const story = await newStory(cluster)
  const { shopper, wallet } = story
  const started = await shopper.start(wallet.id)
  const { checkoutSessionId, redirectUrl } = await cluster.simulator.control.actAsBuyer(started.checkout.options, {
    buyerId: shopper.buyerId,
    card: "0005",
    end: "confirm",
  })
  story.bodies = await publishedAbout(cluster.simulator, wallet.charge_permission_id)
  const { pathname, search } = new URL(redirectUrl)
  return { story, started, returnPath: pathname + search, sessionId: checkoutSessionId }
}

/** Where a process sends a buyer who came back: the outcome on the account page. */
export async function comeBack({ url }: StoreProcess, { returnPath }: Buyer): Promise<string | null> {
  const answer = await fetch(url + returnPath, { redirect: "manual", signal: AbortSignal.timeout(SNS_TIMEOUT_MS) })
  return new URL(answer.headers.get("location") ?? url).searchParams.get("amazon_pay")
}

/** How often Amazon was asked to complete a session. */
export async function completions({ simulator }: Cluster, { sessionId }: Buyer): Promise<number> {
  const requests = await simulator.control.requests({ operation: "CompleteCheckoutSession" })
  return requests.filter(({ path }) => path.includes(sessionId)).length
}

export type Step = { message_id: string; status: string; attempts: number; process: string }

/** What happened to messages, in order, and in which process. */
export function stepsOf({ query }: Cluster, bodies: readonly Buffer[]): Promise<Step[]> {
  return query<Step>("select * from test_step where message_id = any($1)", [bodies.map(idOf)])
}

/** Resolves when each of these messages was processed. */
export async function processed(cluster: Cluster, bodies: readonly Buffer[]): Promise<void> {
  await eventually("all messages are processed", async () => (await unprocessed(cluster, bodies)) === 0)
}

/** How many of these messages were not processed yet. */
export async function unprocessed({ query }: Cluster, bodies: readonly Buffer[]): Promise<number> {
  const rows = await query(
    "select 1 from amazon_pay_notification where message_id = any($1) and status = 'processed'",
    [bodies.map(idOf)],
  )
  return bodies.length - rows.length
}

/** Leases run out, as if time had passed since their owner died. */
export async function leasesRunOut({ query }: Cluster): Promise<void> {
  await query("update amazon_pay_notification set lease_until = null where lease_until is not null")
  await query("update amazon_pay_wallet set read_lease_until = null where read_lease_until is not null")
  await query("update amazon_pay_outbox set lease_until = null where lease_until is not null")
}

/** How often each entry of a wallet's history was told to the store's subscribers, by its id. */
export async function toldAbout({ query }: Cluster, wallet: WalletEntity): Promise<{ id: string; process: string }[]> {
  return query(
    `select jsonb_array_elements_text(data -> 'update_ids') as id, process from test_event
     where name = 'amazon-pay.wallet.updated' and data ->> 'wallet_id' = $1`,
    [wallet.id],
  )
}

/** Sends one more change through the whole store. What was on its way before has arrived then. */
export async function oneMoreThrough(cluster: Cluster, server: StoreProcess): Promise<void> {
  const story = await newStory(cluster)
  await change(cluster, story)
  for (const body of story.bodies) expect(await deliver(server, body)).toBe(200)
  await eventually("one more change is told", async () => (await toldAbout(cluster, story.wallet)).length > 0)
}

/** A customer who is logged in, with a saved wallet. */
export type LoggedIn = { wallet: WalletEntity; buyerId: string; headers: Record<string, string> }

let customers = 0

export async function loggedInCustomer(cluster: Cluster, server: StoreProcess): Promise<LoggedIn> {
  customers += 1
  const login = { email: `customer-${customers}@example.com`, password: "a-customer" }
  const post = async <Answer>(path: string, body: object, token?: string) => {
    const answer = await fetch(server.url + path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...(token && headersWith(token)) },
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  const registered = await post<{ token: string }>("/auth/customer/emailpass/register", login)
  const { customer } = await post<{ customer: { id: string } }>(
    "/store/customers",
    { email: login.email },
    registered.token,
  )
  const { token } = await post<{ token: string }>("/auth/customer/emailpass", login)
  const { buyerId } = await cluster.simulator.control.createBuyer({ email: login.email })
  const { chargePermissionId } = await cluster.simulator.control.createWallet({
    merchantId: MERCHANT_ID,
    buyerId,
    productType: "PayOnly",
    environment: cluster.environment,
  })
  const wallet = await attachWallet(cluster.runtime, { customerId: customer.id, chargePermissionId })
  return { wallet, buyerId, headers: headersWith(token) }
}

function headersWith(token: string) {
  return { authorization: `Bearer ${token}`, "x-publishable-api-key": "pk_test" }
}
