import fs from "node:fs"

type Login = { email: string; password: string }

/** What the running demo wrote about itself. */
export type DemoState = {
  backend_url: string
  admin_url: string
  storefront_url: string
  simulator_url: string
  publishable_key: string
  admin: Login
  customer: Login
  other_customer: Login
  third_customer: Login
}

export function demoState(): DemoState {
  const file = process.env.AMAZON_PAY_DEMO_STATE
  if (!file) throw new Error("AMAZON_PAY_DEMO_STATE does not name the running demo's state file")
  return JSON.parse(fs.readFileSync(file, "utf8")) as DemoState
}

type Json = Record<string, unknown>

/** Node's fetch may write to a kept connection in the moment in which the store closes it. */
export const OWN_CONNECTION = { connection: "close" }

/** Calls the store as somebody who is logged in. */
export class StoreApi {
  private constructor(
    private readonly demo: DemoState,
    private readonly token: string,
  ) {}

  static async loggedIn(demo: DemoState, login: Login, as: "customer" | "user" = "customer"): Promise<StoreApi> {
    const answer = await fetch(`${demo.backend_url}/auth/${as}/emailpass`, {
      method: "POST",
      headers: { "content-type": "application/json", ...OWN_CONNECTION },
      body: JSON.stringify(login),
    })
    const { token } = (await answer.json()) as { token: string }
    return new StoreApi(demo, token)
  }

  static withToken(demo: DemoState, token: string): StoreApi {
    return new StoreApi(demo, token)
  }

  /** A GET, a POST when there is a body, or what is named. */
  async call<T = Json>(path: string, body?: Json, method = body ? "POST" : "GET"): Promise<T> {
    const answer = await fetch(this.demo.backend_url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        "x-publishable-api-key": this.demo.publishable_key,
        "content-type": "application/json",
        ...OWN_CONNECTION,
      },
      body: body && JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as T
  }
}
