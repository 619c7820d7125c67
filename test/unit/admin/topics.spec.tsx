/** @jest-environment jsdom */
import "./browser-globals"
import { toast } from "@medusajs/ui"
import { Topics } from "../../../admin/pages/setup/topics"
import type { AdminTopic, TopicStatus } from "../../../src/contracts"
import { Panel } from "./panel"
import { HOSTILE } from "./samples"

const ARN = "arn:aws:sns:eu-west-1:291180941288:A1PAYMENTS"
const TOPICS = "Notification topics"
const APPROVE = "/admin/amazon-pay/topics/approve"
const REJECT = "/admin/amazon-pay/topics/reject"

let panel: Panel
afterEach(() => {
  panel.close()
  jest.restoreAllMocks()
})

function topic(status: TopicStatus, more: Partial<AdminTopic> = {}): AdminTopic {
  const first_seen_at = status === "configured" ? null : "2026-09-30T09:14:02.000Z"
  return { arn: ARN, merchant_account: "default", status, held: 0, first_seen_at, ...more }
}

/** A store that knows this topic, and no other, and does what it is told about it. */
function storeWith(known: AdminTopic): Parameters<typeof Panel.show>[1] {
  let now = known
  return ({ method, path, body }) => {
    if (method === "POST" && JSON.stringify(body) !== JSON.stringify({ arn: known.arn })) return { status: 404 }
    if (method === "POST" && path === APPROVE) now = { ...now, status: "approved", held: 0 }
    if (method === "POST" && path === REJECT) now = { ...now, status: "rejected", held: 0 }
    return { body: method === "POST" ? { topic: now } : { topics: [now] } }
  }
}

const posts = () => panel.requests.filter((request) => request.startsWith("POST"))
const text = () => panel.region(TOPICS).textContent ?? ""
const press = (name: string) => panel.press(panel.button(name, panel.region(TOPICS)))
const answer = (name: string) => panel.press(panel.button(name, panel.dialog()))

it("shows one that waits, with what is held, and asks before it is trusted", async () => {
  const success = jest.spyOn(toast, "success")
  panel = await Panel.show(<Topics />, storeWith(topic("learning", { held: 3 })))
  expect(text()).toContain(ARN)
  expect(text()).toContain("Waits for you")
  expect(text()).toContain("Held notifications: 3")

  await press("Approve")
  expect(panel.dialog().textContent).toContain("Approve this topic?")
  expect(panel.dialog().textContent).toContain(`Approve it only if Seller Central shows exactly this ARN: ${ARN}`)
  await answer("Cancel")
  expect(posts()).toEqual([])

  await press("Approve")
  await answer("Approve")
  expect(posts()).toEqual([`POST ${APPROVE}`])
  expect(success).toHaveBeenCalledWith("Topic approved")
  expect(text()).toContain("Approved")
  expect(text()).toContain("Held notifications: 0")
  expect(() => panel.button("Approve", panel.region(TOPICS))).toThrow(/no button/)
})

it("asks before one is rejected, and says what that means", async () => {
  panel = await Panel.show(<Topics />, storeWith(topic("learning", { held: 3 })))
  await press("Reject")
  expect(panel.dialog().textContent).toContain("What it sent is deleted, and what it sends is refused from now on")
  expect(panel.dialog().textContent).toContain(ARN)
  await answer("Reject")
  expect(posts()).toEqual([`POST ${REJECT}`])
  expect(text()).toContain("Rejected")
  expect(() => panel.button("Reject", panel.region(TOPICS))).toThrow(/no button/)
  expect(panel.button("Approve", panel.region(TOPICS))).toBeTruthy()
})

it("lets an approved one be rejected, and nothing be decided about one of the options", async () => {
  panel = await Panel.show(<Topics />, storeWith(topic("approved")))
  expect(panel.button("Reject", panel.region(TOPICS))).toBeTruthy()
  panel.close()
  panel = await Panel.show(<Topics />, storeWith(topic("configured")))
  expect(text()).toContain("From the options")
  expect([...panel.region(TOPICS).querySelectorAll("button")].map((button) => button.textContent)).not.toContain(
    "Reject",
  )
  expect(text()).not.toContain("First seen")
})

it("says that nothing was decided when the store cannot, and shows the topic as it is", async () => {
  const error = jest.spyOn(toast, "error")
  const known = storeWith(topic("learning"))
  panel = await Panel.show(<Topics />, known)
  panel.answerWith((request) => (request.method === "POST" ? { status: 503, body: { message: "x" } } : known(request)))
  await press("Approve")
  await answer("Approve")
  expect(error).toHaveBeenCalledWith("The topic is as it was", {
    description: "Nothing was changed. Try again in a moment.",
  })
  expect(text()).toContain("Waits for you")
})

it("says that no topic has spoken yet", async () => {
  panel = await Panel.show(<Topics />, () => ({ body: { topics: [] } }))
  expect(text()).toContain("No topic has sent anything yet.")
})

it("shows a topic's name as it is and no more of it than fits", async () => {
  panel = await Panel.show(<Topics />, storeWith(topic("learning", { arn: HOSTILE })))
  expect(panel.region(TOPICS).querySelector("script, img")).toBeNull()
  expect(text().length).toBeLessThan(500)
})
