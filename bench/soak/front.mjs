/**
 * A store as its customers and its admin see it: over HTTP, logged in.
 *
 * @param {{ url: string, publishableKey: string, admin: { email: string, password: string } }} store
 */
export async function openFront({ url, publishableKey, admin }) {
  const answers = new Map()

  /** Any answer; those of the server's own failure are counted. */
  async function ask(path, { method, token, body, headers } = {}) {
    const answer = await fetch(url + path, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "x-publishable-api-key": publishableKey,
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: typeof body === "object" ? JSON.stringify(body) : body,
    })
    const text = await answer.text()
    answers.set(answer.status, (answers.get(answer.status) ?? 0) + 1)
    const isJson = answer.headers.get("content-type")?.includes("json")
    return { status: answer.status, location: answer.headers.get("location"), data: isJson ? JSON.parse(text) : text }
  }

  /** @throws Error unless the answer is 200 */
  async function demand(path, request) {
    const { status, data } = await ask(path, request)
    if (status === 200) return data
    throw new Error(`${path.replace(/\/return\/[^?]+/, "/return/<token>")} answered ${status}: ${data?.message ?? ""}`)
  }

  const { token: adminToken } = await demand("/auth/user/emailpass", { body: admin })
  return {
    ask,
    demand,
    adminToken,
    /** How often each status was answered. */
    answers: () => Object.fromEntries([...answers].sort(([a], [b]) => a - b)),
    /** A new customer, logged in. */
    async newCustomer(number) {
      const login = { email: `customer-${number}@example.com`, password: "a-customer" }
      const registered = await demand("/auth/customer/emailpass/register", { body: login })
      await demand("/store/customers", { body: { email: login.email }, token: registered.token })
      const { token } = await demand("/auth/customer/emailpass", { body: login })
      return { login, token }
    },
  }
}
