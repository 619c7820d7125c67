import { getHttpResponseFromError } from "@medusajs/framework/http"
import { TOO_MANY_REQUESTS } from "../../src/api/buyer-limits"
import { refusal, REFUSALS, type RefusalCode } from "../../src/modules/amazon-pay/errors"
import { amazonErrorCodes } from "../docs/errors"
import type { RouteInput } from "../docs/route-sources"
import { schemaNamed, type Answer, type Example, type Header, type Operation, type Reference } from "./document"
import type { Handler } from "./handlers"
import { rawRefusals } from "./inputs"

/** Answers that Medusa itself gives, for every route alike. */
export const MEDUSAS_ANSWERS = {
  Unauthorized: {
    description: "Nobody is logged in, or somebody who may not call this. Medusa's answer has no `type`.",
    content: { "application/json": { schema: schemaNamed("Unauthorized") } },
  },
  BodyTooLarge: errorAnswer("The body is larger than what Medusa reads (100 kB unless configured)."),
  Unexpected: errorAnswer("Something failed here. The store's log says what."),
} as const satisfies Record<string, Answer>

/** What Medusa answers with 401. */
export const UNAUTHORIZED = { type: "object", properties: { message: { type: "string" } }, required: ["message"] }

type Asked = { path: string; input: RouteInput; handler: Handler; credentials: readonly string[] }

/** Refusals that the code of a route leads to and its callers cannot get. */
const CANNOT_HAPPEN: Readonly<Record<string, readonly RefusalCode[]>> = {
  /* The cursor is our own. */
  AdminExportAmazonPayUpdates: ["invalid_cursor"],
  /* No link is named. */
  StoreSetUpAmazonPayWallet: [
    "update_link_expired",
    "update_link_not_found",
    "update_link_revoked",
    "update_link_used",
  ],
  StoreStartAmazonPayWalletUpdate: [
    "update_link_expired",
    "update_link_not_found",
    "update_link_revoked",
    "update_link_used",
  ],
  /* The import was stored just now. */
  AdminCreateAmazonPayImport: ["import_not_found"],
}

/** Every answer of an operation that is not a success, by status. A redirect is the only answer of a route that gives one. */
export function errorsOf(operationId: string, asked: Asked): Operation["responses"] {
  if (asked.handler.answers.has(303)) return {}
  const answers: Record<number, Answer | Reference> = { ...refusedAnswers(operationId, asked) }
  if (asked.credentials.includes("bearer")) {
    if (!isForEverybody(asked)) answers[401] = { $ref: "#/components/responses/Unauthorized" }
    answers[500] = { $ref: "#/components/responses/Unexpected" }
  }
  if (asked.input.body) answers[413] = { $ref: "#/components/responses/BodyTooLarge" }
  for (const [status, message] of Object.entries(rawRefusals(asked.input))) {
    answers[Number(status)] ??= errorAnswer(message)
  }
  if (asked.input.others.includes("limitBuyer")) answers[429] = tooManyRequests()
  if (asked.handler.asksAmazon) Object.assign(answers, amazonsAnswers())
  return answers
}

/** A guest needs no more than the store's publishable key. */
function isForEverybody({ credentials }: Asked): boolean {
  return credentials.includes("publishable-key")
}

/** Refusals by their code, and what is refused before the route is reached. */
function refusedAnswers(operationId: string, { path, input, handler }: Asked): Record<number, Answer> {
  const examples = new Map<number, Record<string, Example>>()
  for (const code of possible(operationId, handler.refusals)) {
    const { statusCode, body } = getHttpResponseFromError(refusal(code))
    examples.set(statusCode, { ...examples.get(statusCode), [code]: { value: body } })
  }
  const words = beforeTheRoute(path, input)
  if (words.length && !examples.has(400)) examples.set(400, {})
  return Object.fromEntries(
    [...examples].map(([status, its]) => {
      const codes = Object.keys(its).map((code) => `\`${code}\``)
      const refused = codes.length ? [`Refused: ${codes.join(", ")}.`] : []
      return [status, errorAnswer([...refused, ...(status === 400 ? words : [])].join(" "), its)]
    }),
  )
}

function beforeTheRoute(path: string, { query, body, others }: RouteInput): string[] {
  const checked = [query && "query", body && "body"].filter(Boolean)
  return [
    ...(checked.length ? [`The ${checked.join(" or the ")} is not as described; \`message\` says what is wrong.`] : []),
    ...(path.startsWith("/store/") ? ["The publishable key is missing or not valid."] : []),
    ...others.flatMap((name) => rawRefusals({ others: [name] })[400] ?? []),
  ]
}

function possible(operationId: string, codes: readonly string[]): RefusalCode[] {
  const impossible = CANNOT_HAPPEN[operationId] ?? []
  const wrong = impossible.filter((code) => !codes.includes(code))
  if (wrong.length) throw new Error(`${operationId} does not lead to ${wrong.join()}: take it out of CANNOT_HAPPEN`)
  return codes.filter(isRefusalCode).filter((code) => !impossible.includes(code))
}

function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSALS, code)
}

function retryAfter(where = ""): Record<string, Header> {
  return { "Retry-After": { description: `Seconds to wait before the next try${where}.`, schema: { type: "string" } } }
}

function tooManyRequests(): Answer {
  const { code } = TOO_MANY_REQUESTS
  return {
    ...errorAnswer(`Refused: \`${code}\`.`, { [code]: { value: TOO_MANY_REQUESTS } }),
    headers: retryAfter(),
  }
}

/** What a route that asks Amazon hands on. Codes of notifications come from nowhere else than a notification. */
function amazonsAnswers(): Record<number, Answer> {
  const codes = amazonErrorCodes().filter(({ name }) => !name.startsWith("sns_"))
  const named = (retryable: boolean) =>
    codes
      .filter((code) => code.retryable === retryable)
      .map(({ name }) => `\`${name}\``)
      .join(", ")
  return {
    502: errorAnswer(`Amazon refused, or made no sense: ${named(false)}.`),
    503: {
      ...errorAnswer(`Amazon cannot be asked just now: ${named(true)}. Try again.`),
      headers: retryAfter(", where Amazon said so"),
    },
  }
}

function errorAnswer(description: string, examples: Record<string, Example> = {}): Answer {
  const schema = schemaNamed("ApiError")
  const some = Object.keys(examples).length > 0
  return { description, content: { "application/json": some ? { schema, examples } : { schema } } }
}
