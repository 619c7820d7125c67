import { heapMegabytes } from "../support/heap"
import { connectionsDuring } from "./connections"
import { aboutSubscription, bodyOf, deliver, ipn, openDoor, type Door, type Verdict } from "./door"

/**
 * 1 to 4, 11 and 14 of the hostile cases, at random: random and mutated bodies at the door. AMAZON_PAY_FUZZ says how many,
 * AMAZON_PAY_SEED repeats a run.
 */
const BODIES = Number(process.env.AMAZON_PAY_FUZZ ?? 100_000)
const SEED = Number(process.env.AMAZON_PAY_SEED ?? Date.now() % 2 ** 31)
const HONEST_OF = 200

let door: Door
beforeAll(async () => {
  door = await openDoor()
  await deliver(door.runtime, honestly(ipn()))
})
afterAll(() => door.close())

/** Every message SNS signed in this run. */
const signed = new Map<string, string>()

function honestly(envelope: Parameters<typeof bodyOf>[0]): Buffer {
  signed.set(envelope.MessageId, envelope.Message)
  return bodyOf(envelope)
}

/** Mulberry32: small, and the same everywhere for one seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const random = randomFrom(SEED)
const below = (limit: number) => Math.floor(random() * limit)
const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T

const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1e308,
    "",
    "\u0000",
    "\ud800",
    "x".repeat(5_000),
    [],
    {},
    [[]],
    { a: 1 },
    "1",
    "2",
    "Notification",
  ],
  ...["arn:aws:sns:eu-west-1:1:x", "https://evil.example/x.pem", "__proto__", "constructor", "\n", "\u2028", "é", "😀"],
]

type Mutation = (body: Buffer) => Buffer

function onMembers(change: (members: Record<string, unknown>) => void): Mutation {
  return (body) => {
    const members = JSON.parse(body.toString()) as Record<string, unknown>
    change(members)
    return Buffer.from(JSON.stringify(members))
  }
}

const nameIn = (members: Record<string, unknown>) => pick(Object.keys(members))

const MUTATIONS: readonly Mutation[] = [
  (body) => {
    const changed = Buffer.from(body)
    changed[below(changed.length)] = below(256)
    return changed
  },
  (body) => body.subarray(0, below(body.length)),
  (body) => body.subarray(below(body.length)),
  (body) => Buffer.concat([body, body]),
  (body) => {
    const at = below(body.length)
    return Buffer.concat([body.subarray(0, at), Buffer.from(String(pick(ODD))), body.subarray(at)])
  },
  (body) => {
    const at = below(body.length)
    return Buffer.concat([body.subarray(0, at), body.subarray(at + 1 + below(20))])
  },
  onMembers((members) => {
    members[nameIn(members)] = pick(ODD)
  }),
  onMembers((members) => {
    delete members[nameIn(members)]
  }),
  onMembers((members) => {
    const [from, to] = [nameIn(members), nameIn(members)]
    ;[members[from], members[to]] = [members[to], members[from]]
  }),
  onMembers((members) => {
    const name = nameIn(members)
    members[name.toLowerCase()] = members[name]
  }),
  onMembers((members) => {
    const name = nameIn(members)
    const text = String(members[name])
    const at = below(text.length)
    members[name] = text.slice(0, at) + String(pick(ODD)) + text.slice(at + 1)
  }),
  onMembers((members) => {
    members[String(pick(ODD))] = pick(ODD)
  }),
]

function randomBody(): Buffer {
  const kind = below(4)
  if (kind === 0) return Buffer.from(Array.from({ length: below(300) }, () => below(256)))
  if (kind === 1) return Buffer.from(JSON.stringify(pick(ODD)) ?? "")
  if (kind === 2) return Buffer.from(pick(["[", '{"Type":', '"', "{", "9", "\\u"]).repeat(below(2_000)))
  return Buffer.from(
    JSON.stringify(Object.fromEntries(Array.from({ length: below(12) }, () => [pick(ODD), pick(ODD)]))),
  )
}

/** Honest messages of every type, with both kinds of signature. */
function templates(): Buffer[] {
  return [
    honestly(ipn()),
    honestly(ipn({ SignatureVersion: "2", Subject: "Subject" })),
    honestly(aboutSubscription("SubscriptionConfirmation")),
    honestly(aboutSubscription("UnsubscribeConfirmation")),
  ]
}

/**
 * Whether a body asks for another certificate of SNS's own host. That one is fetched, for nobody knows before whether there
 * is such a certificate; what else there is to say about it is said elsewhere.
 */
function asksForAnotherCertificate(body: Buffer): boolean {
  return /sns\.eu-west-1\.amazonaws\.com\/SimpleNotificationService-(?!1111111111\.pem")[A-Za-z0-9]+\.pem"/.test(
    body.toString(),
  )
}

it(
  `${BODIES} random and mutated bodies are refused, without a connection, a row or a byte that stays (seed ${SEED})`,
  async () => {
    const verdicts = new Map<Verdict, number>()
    const bodies = templates()
    let honest = 0
    let heapAtStart = 0
    const attempt = async (n: number) => {
      if (n === Math.floor(BODIES / 10)) heapAtStart = heapMegabytes()
      const isHonest = n % HONEST_OF === 0
      let body = isHonest ? honestly(ipn()) : below(5) === 0 ? randomBody() : pick(bodies)
      if (!isHonest) for (let times = 1 + below(3); times; times--) body = mutated(body)
      if (asksForAnotherCertificate(body)) return
      const verdict = await deliver(door.runtime, body)
      if (isHonest) honest += 1
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
    }
    const fetchedBefore = door.certificates.received.length
    const ports = await connectionsDuring(async () => {
      for (let n = 0; n < BODIES; n++) await attempt(n)
    })
    const grown = heapMegabytes() - heapAtStart

    const stored = (await door.rows()).length - 1
    const known = verdicts.get("known") ?? 0
    expect([...verdicts.keys()].sort()).toEqual(expect.arrayContaining(["sns_malformed", "sns_refused", "stored"]))
    expect(
      [...verdicts.keys()].filter((verdict) => !/^(sns_malformed|sns_refused|stored|known)$/.test(verdict)),
    ).toEqual([])
    expect(verdicts.get("stored")).toBe(stored)
    expect(stored).toBeGreaterThanOrEqual(honest)
    expect(stored + known).toBeLessThan(honest + BODIES / 10)
    expect(door.certificates.received.length).toBe(fetchedBefore)
    expect(door.sns.received).toEqual([])
    expect(ports.filter((port) => port !== Number(process.env.DB_PORT))).toEqual([])
    expect(grown).toBeLessThan(8)
  },
  60_000 + BODIES,
)

/** Changes that leave a message as it was, or that SNS does not sign, may be accepted; they say nothing else then. */
function mutated(body: Buffer): Buffer {
  try {
    return pick(MUTATIONS)(body)
  } catch {
    return body.subarray(below(body.length + 1))
  }
}

it("what was accepted of them says what SNS signed, word for word", async () => {
  const rows = await door.runtime.db.query<{ message_id: string; raw_message: string }[]>(
    "select message_id, raw_message from amazon_pay_notification",
  )
  expect(rows.length).toBeGreaterThan(BODIES / HONEST_OF)
  for (const { message_id, raw_message } of rows) {
    const { MessageId, Message } = JSON.parse(raw_message) as { MessageId: string; Message: string }
    expect([message_id, signed.get(MessageId)]).toEqual([MessageId, Message])
  }
})
