import { randomUUID } from "node:crypto"
import { createAmazonPayClient } from "../../../client/amazon-pay-client"
import { isTimeout, networkFailure } from "../../../client/network-failure"
import type { SelfTestAccount, SelfTestCheck, SelfTestCheckName, SelfTestCode } from "../../../contracts"
import type { MerchantAccount } from "../../../options/resolved"
import { AmazonPayError, parseTopicArn } from "../../../protocol"
import { TopicEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { WORDS } from "./self-test-words"

/** Milliseconds each of the checks may take. */
const PATIENCE_MS = 6_000
const CLOCK_TOLERANCE_MS = 5 * 60_000

/** What a test needs. Without a database no topic is known but those of the options. */
export type TestedRuntime = Pick<Runtime, "options" | "now"> & { db: Runtime["db"] | null }

const running = new WeakMap<TestedRuntime, Promise<SelfTestAccount[]>>()

/**
 * Asks Amazon now, for every account, whether keys, region and mode are right, and whether clock and network are. Nothing
 * is stored or changed. One test at a time: whoever asks meanwhile gets the result of that one.
 */
export function selfTest(runtime: TestedRuntime): Promise<SelfTestAccount[]> {
  const known = running.get(runtime)
  if (known) return known
  const accounts = [...runtime.options.accounts.values()]
  const test = Promise.all(accounts.map((account) => testAccount(runtime, account))).finally(() =>
    running.delete(runtime),
  )
  running.set(runtime, test)
  return test
}

async function testAccount(runtime: TestedRuntime, account: MerchantAccount): Promise<SelfTestAccount> {
  const [signed, script, certificates] = await Promise.all([
    checkSignature(runtime, account),
    checkScript(account),
    checkCertificates(runtime, account),
  ])
  const checks = [...signed, script, certificates]
  return { merchant_account: account.id, ok: checks.every(({ ok }) => ok), checks }
}

/**
 * Asks for a checkout session that does not exist. Amazon looks at the signature first: `ResourceNotFound` says that it
 * was accepted.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-api-v2/error-handling.html
 */
async function checkSignature(runtime: TestedRuntime, account: MerchantAccount): Promise<SelfTestCheck[]> {
  let skewMs: number | null = null
  const client = createAmazonPayClient(account, {
    now: runtime.now,
    maxRetries: 0,
    timeoutMs: PATIENCE_MS,
    budgetMs: PATIENCE_MS + 1_000,
    awaitTurn: async () => undefined,
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      skewMs = skewOf(response, runtime.now())
      return response
    },
  })
  const startedAt = performance.now()
  const error = await client.getCheckoutSession(randomUUID()).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  const answer = error instanceof AmazonPayError ? error : null
  const durationMs = performance.now() - startedAt
  return [
    checkOf("signature", codeOfAnswer(answer), { durationMs, requestId: answer?.requestId, detail: detailOf(answer) }),
    checkOf("clock", codeOfSkew(skewMs), { durationMs, requestId: answer?.requestId }),
  ]
}

/** How far our clock is from that of whoever answered, in milliseconds. */
function skewOf(response: Response, now: Date): number | null {
  const theirs = Date.parse(response.headers.get("date") ?? "")
  return Number.isNaN(theirs) ? null : now.getTime() - theirs
}

function codeOfSkew(skewMs: number | null): SelfTestCode {
  if (skewMs === null) return "not_checked"
  return Math.abs(skewMs) > CLOCK_TOLERANCE_MS ? "clock_off" : "ok"
}

const CODES: ReadonlyMap<string | undefined, SelfTestCode> = new Map<string, SelfTestCode>([
  ["ResourceNotFound", "ok"],
  ["InvalidAuthentication", "key_unknown"],
  ["UnauthorizedAccess", "key_unknown"],
  ["InvalidAuthorizationToken", "key_unknown"],
  ["InvalidRequestSignature", "signature_wrong"],
  ["InvalidAccountStatus", "account_refused"],
  ["throttled", "throttled"],
  ["unavailable", "unavailable"],
  ["timeout", "timeout"],
])

/** By Amazon's reason code where the request was refused, else by what went wrong. */
function codeOfAnswer(error: AmazonPayError | null): SelfTestCode {
  const reason = error?.code === "request_refused" ? error.reasonCode : error?.code
  return CODES.get(reason) ?? "unexpected_answer"
}

function detailOf(error: AmazonPayError | null): string | undefined {
  return codeOfAnswer(error) === "ok" ? undefined : error?.message
}

async function checkScript({ endpoints }: MerchantAccount): Promise<SelfTestCheck> {
  const { status, code, durationMs } = await head(endpoints.checkoutScript)
  return checkOf("checkout_script", code ?? (status === 200 ? "ok" : "unexpected_answer"), { durationMs })
}

/** Any answer will do: which file it would be is known with the first notification only. */
async function checkCertificates(runtime: TestedRuntime, account: MerchantAccount): Promise<SelfTestCheck> {
  const url = account.endpoints.snsCertificates ?? (await certificateHost(runtime, account))
  if (url === null) return checkOf("sns_certificates", "not_checked", { durationMs: 0 })
  const { status, code, durationMs } = await head(url)
  return checkOf("sns_certificates", code ?? (status < 500 ? "ok" : "unexpected_answer"), { durationMs })
}

/** The SNS host of a topic that is trusted; it is the only one certificates are fetched from. */
async function certificateHost({ db }: TestedRuntime, account: MerchantAccount): Promise<string | null> {
  const approved = await db?.getRepository(TopicEntity).findOneBy({ merchant_account: account.id, status: "approved" })
  const topic = parseTopicArn(account.topicArns[0] ?? approved?.arn ?? "")
  return topic && `${topic.origin}/`
}

type Head = { status: number; code: SelfTestCode | null; durationMs: number }

async function head(url: string): Promise<Head> {
  const startedAt = performance.now()
  const since = () => performance.now() - startedAt
  try {
    const response = await fetch(url, {
      method: "HEAD",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await response.body?.cancel()
    return { status: response.status, code: null, durationMs: since() }
  } catch (error) {
    const isLate = isTimeout(error) || networkFailure(error) === "timeout"
    return { status: 0, code: isLate ? "timeout" : "unavailable", durationMs: since() }
  }
}

/** A check that could not be made is no failure: whatever was in its way is one itself. */
function checkOf(
  name: SelfTestCheckName,
  code: SelfTestCode,
  { durationMs, requestId, detail }: { durationMs: number; requestId?: string; detail?: string },
): SelfTestCheck {
  const { message, what_to_do } = WORDS[name][code] ?? { message: code, what_to_do: null }
  return {
    name,
    ok: code === "ok" || code === "not_checked",
    code,
    message: detail ? `${message} (${detail})` : message,
    what_to_do,
    request_id: requestId ?? null,
    duration_ms: Math.round(durationMs),
  }
}
