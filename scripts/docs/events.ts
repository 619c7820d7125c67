import ts from "typescript"
import { EVENTS, type EventName } from "../../src/modules/amazon-pay/events/names"
import { code, table } from "./markdown"
import { filesBelow, nodesBelow, objectLiteral, parseSource } from "./source"

/** When each event is sent. */
const OCCASIONS = {
  "amazon-pay.wallet.created": "A wallet was saved by a customer, or attached by an admin.",
  "amazon-pay.wallet.updated": "A reading of the wallet at Amazon found a difference.",
  "amazon-pay.wallet.update_failed":
    "An update that a customer started ended as declined, failed or expired. Not for canceled ones, and not for updates nobody came back from.",
  "amazon-pay.wallet.needs_attention":
    "The wallet became `non_chargeable`. Sent once, not again while only the reason changes.",
  "amazon-pay.wallet.closed": "The wallet became `closed`.",
  "amazon-pay.notification.dead": "A notification was given up. An admin can replay it.",
} as const satisfies Record<EventName, string>

/** What each member of a payload is. */
const MEMBERS: Readonly<Record<string, string>> = {
  id: "Id of what the event is about: the wallet, the update or the notification.",
  wallet_id: "Id of the wallet; `null` when there is none (a set-up that failed, an unknown charge permission).",
  customer_id: "Id of the customer; `null` when it is not known.",
  merchant_account: "Name of the merchant account in the options.",
  update_ids: "Ids of the history entries that tell the change.",
  fields: "The fields that changed.",
  status: "Status of the update: `declined`, `failed` or `expired`.",
  reason_code: "Amazon's or our own code, or `null`.",
  charge_permission_id: "Amazon's id of the wallet that the notification names, or `null`.",
  reason: "Why it was given up, in words.",
}

/** Every event, its occasion and the members of its payload. */
export function eventsSection(): string {
  const payloads = payloadsByEvent()
  const used = new Set([...payloads.values()].flatMap((members) => [...members]))
  const events = Object.values(EVENTS).map((name) => {
    const members = payloads.get(name)
    if (!members) throw new Error(`Nothing writes the event ${name}`)
    return [code(name), OCCASIONS[name], [...members].map(code).join(", ")]
  })
  return [
    table(["Event", "Sent when", "Payload"], events),
    table(
      ["Member", "Meaning"],
      [...used].map((member) => [code(member), meaningOf(member)]),
    ),
  ].join("\n\n")
}

function meaningOf(member: string): string {
  const meaning = MEMBERS[member]
  if (meaning) return meaning
  throw new Error(`scripts/docs/events.ts does not say what ${member} is in an event's payload`)
}

/** The members of each event's payload, read where it is written. */
function payloadsByEvent(): Map<string, Set<string>> {
  const payloads = new Map<string, Set<string>>()
  for (const file of filesBelow("src/modules/amazon-pay", ".ts")) {
    for (const call of nodesBelow(parseSource(file), ts.isCallExpression)) {
      if (call.expression.getText() !== "writeEvent") continue
      const [, name, data] = call.arguments
      if (!name || !data) throw new Error(`${file} writes an event without a name or a payload`)
      for (const event of eventsNamedBy(name)) {
        payloads.set(event, new Set([...(payloads.get(event) ?? []), ...membersIn(data)]))
      }
    }
  }
  return payloads
}

/** The event a call names, or all that the function around it names when the call has them in a variable. */
function eventsNamedBy(name: ts.Expression): string[] {
  const where = ts.isPropertyAccessExpression(name) ? name : functionAround(name)
  return nodesBelow(where, ts.isPropertyAccessExpression)
    .filter(({ expression }) => expression.getText() === "EVENTS")
    .flatMap(({ name: { text } }) => Object.entries(EVENTS).flatMap(([key, event]) => (key === text ? event : [])))
}

function membersIn(data: ts.Expression): string[] {
  const object = ts.isIdentifier(data) ? valueOf(data) : objectLiteral(data)
  return object.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) return membersIn(property.expression)
    return property.name?.getText() ?? []
  })
}

/** The object that a variable of the same function was made with. */
function valueOf(variable: ts.Identifier): ts.ObjectLiteralExpression {
  const made = nodesBelow(functionAround(variable), ts.isVariableDeclaration).find(
    ({ name }) => name.getText() === variable.text,
  )
  return objectLiteral(made?.initializer)
}

function functionAround(node: ts.Node): ts.Node {
  const around = ts.findAncestor(node, ts.isFunctionDeclaration)
  if (!around) throw new Error("An event is written outside of a function")
  return around
}
