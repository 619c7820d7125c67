import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { checkIpnEndpoint } from "../../../src/cli/doctor/ipn-endpoint"

let server: Server
let backendUrl: string
let answer: { status: number; headers?: Record<string, string> }
const asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers["content-type"]}`)
    request.resume().on("end", () => response.writeHead(answer.status, answer.headers).end())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  backendUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

describe("the endpoint for notifications", () => {
  it.each([
    ["refuses what is no notification", { status: 400 }, "ok", /Enter it at Amazon/, null],
    ["has had too many of those", { status: 503 }, "ok", /answers from here/, null],
    ["redirects", { status: 308, headers: { location: "/" } }, "error", /SNS does not follow/, /Set backendUrl/],
    ["asks for a password", { status: 401 }, "error", /is closed \(401\)/, /without a password/],
    ["is not there", { status: 404 }, "error", /answers 404/, /proxy hands \/hooks on/],
    ["is something that takes everything", { status: 200 }, "error", /answers 200/, /Check that backendUrl/],
  ])("that %s", async (_, given, level, message, fix) => {
    answer = given
    const found = await checkIpnEndpoint({ backendUrl })
    expect(found).toMatchObject({ id: "ipn_endpoint", level, message: expect.stringMatching(message) })
    if (fix) expect(found.fix).toMatch(fix)
    else expect(found.fix).toBeNull()
    expect(asked.at(-1)).toBe("POST /hooks/amazon-pay/ipn text/plain; charset=UTF-8")
  })

  it("that nobody listens at is a warning with what to do: the store may not run yet", async () => {
    expect(await checkIpnEndpoint({ backendUrl: "http://127.0.0.1:9" })).toMatchObject({
      level: "warning",
      message: "http://127.0.0.1:9/hooks/amazon-pay/ipn cannot be reached from here.",
      fix: expect.stringMatching(/^Start the store/),
    })
  })
})
