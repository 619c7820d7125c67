import ts from "typescript"
import { EVENTS, type EventName } from "../../src/modules/amazon-pay/events/names"
import { code, table } from "./markdown"
import { filesBelow, memberOf, nodesBelow, objectLiteral, parseSource } from "./source"

/** When each event is sent. */
const OCCASIONS = {
  "amazon-pay.wallet.created": "A wallet was saved by a customer, or attached by an admin.",
  "amazon-pay.wallet.updated": "A reading of the wallet at Amazon found a difference.",
  "amazon-pay.wallet.update_failed":
    "An update that a customer started ended as declined, failed or expired. Not for canceled ones, and not for updates nobody came back from.",
  "amazon-pay.wallet.needs_attention":
    "The wallet became `non_chargeable`: the customer has to act. Sent once, not again while only Amazon's reason changes. Or Amazon spoke of two charge permissions for one checkout session of an update: the merchant has to look. Sent once for each update. Or a charge was declined in a way that only the customer can mend, and Amazon's reading does not say so yet.",
  "amazon-pay.wallet.closed": "The wallet became `closed`.",
  "amazon-pay.charge.declined":
    "Amazon declined a charge whose authorisation was pending, or a capture that was under way. Not for one that was declined at once: the cart hears of that. Or one whose answer was lost turned out to be declined.",
  "amazon-pay.refund.declined": "Amazon declined a refund that had begun. Medusa's refund was taken back.",
  "amazon-pay.chargeback.created":
    "A buyer disputes a payment. Once for each chargeback; why, stands in Seller Central.",
  "amazon-pay.update_link.created":
    "An admin made a link that asks a customer to update a wallet. Whoever mails it finds its URL here, and nowhere else.",
  "amazon-pay.notification.dead": "A notification was given up. An admin can replay it.",
} as const satisfies Record<EventName, string>

/** What each member of a payload is. */
const MEMBERS: Readonly<Record<string, string>> = {
  id: "Id of what the event is about: the wallet, the update, the update link or the notification; at Amazon of the charge, refund or chargeback.",
  wallet_id: "Id of the wallet; `null` when there is none (a set-up that failed, an unknown charge permission).",
  customer_id: "Id of the customer; `null` when it is not known.",
  merchant_account: "Name of the merchant account in the options.",
  payment_session_id:
    "Medusa's payment session, or `null`. Of a chargeback only where the wallet paid for one: Amazon does not say more.",
  charge_id: "Amazon's charge of that payment session, or `null`.",
  amount: "What was to be moved, a decimal text.",
  currency_code: "Its currency, in capitals.",
  update_ids: "Ids of the history entries that tell the change.",
  fields: "The fields that changed.",
  status: "Status of the update: `declined`, `failed` or `expired`.",
  reason_code: "Amazon's or our own code, or `null`.",
  url: "The link, with its token.",
  update_type: "What the link is for: `payment_method` or `shipping_address`.",
  expires_at: "Until when the link can be used, ISO 8601.",
  charge_permission_id: "Amazon's id of the wallet that the notification names, or `null`.",
  charge_permission_ids: "The two charge permissions that Amazon spoke of; only with `charge_permission_mismatch`.",
  reason:
    "Of a wallet that needs attention: `non_chargeable`, `charge_declined` or `charge_permission_mismatch`. Of a notification: why it was given up, in words.",
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
    for (const object of nodesBelow(parseSource(file), ts.isObjectLiteralExpression)) {
      const [event] = eventsIn(memberOf(object, "name"))
      if (event) payloads.set(event, new Set(membersIn(memberOf(object, "data") ?? object)))
    }
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
  return eventsIn(ts.isPropertyAccessExpression(name) ? name : functionAround(name))
}

function eventsIn(where: ts.Node | undefined): string[] {
  if (!where) return []
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
