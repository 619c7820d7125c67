import { spawn, type ChildProcess } from "node:child_process"
import fs from "node:fs/promises"
import http from "node:http"
import os from "node:os"
import path from "node:path"

const SERVER = path.resolve(__dirname, "../../../examples/storefront/server.mjs")

let folder: string
let server: ChildProcess
let url: string

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), "storefront-"))
  const dist = path.join(folder, "dist")
  await fs.mkdir(path.join(dist, "assets"), { recursive: true })
  await fs.writeFile(path.join(folder, "secret.txt"), "not for you")
  await fs.writeFile(path.join(dist, "index.html"), "<title>the page</title>")
  await fs.writeFile(path.join(dist, "assets/index-a1b2.js"), "export {}")
  server = start(dist)
  const { text } = await firstOutput(server)
  url = text.split(" ").at(-1)?.trim() ?? ""
})

afterAll(async () => {
  const ended = new Promise((resolve) => server.once("exit", resolve))
  server.kill()
  await ended
  await fs.rm(folder, { recursive: true })
})

function start(dist: string): ChildProcess {
  const env = {
    ...process.env,
    DIST: dist,
    PORT: "0",
    BACKEND_URL: "http://127.0.0.1:9000/base",
    PUBLISHABLE_KEY: "pk_test",
    SCRIPT_ORIGINS: "http://127.0.0.1:9700/eu/checkout.js",
    FORM_ORIGINS: "https://payments.amazon.de",
  }
  return spawn(process.execPath, [SERVER], { env, stdio: ["ignore", "pipe", "pipe"] })
}

/** What a program says first, and where. */
function firstOutput(child: ChildProcess): Promise<{ to: "stdout" | "stderr"; text: string }> {
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.stdout?.once("data", (data) => resolve({ to: "stdout", text: String(data) }))
    child.stderr?.once("data", (data) => resolve({ to: "stderr", text: String(data) }))
  })
}

/** Sends the path as it is; `fetch` would tidy it up. */
function get(
  pathname: string,
  method = "GET",
): Promise<{ status?: number; body: string; headers: http.IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const request = http.request({ hostname, port, path: pathname, method }, (response) => {
      let body = ""
      response.on("data", (chunk) => (body += chunk))
      response.on("end", () => resolve({ status: response.statusCode, body, headers: response.headers }))
    })
    request.once("error", reject)
    request.end()
  })
}

describe("the example storefront's server", () => {
  it.each(["/", "/account/amazon-pay?amazon_pay=completed", "/account/amazon-pay/return/dG9rZW4"])(
    "answers the page for %s",
    async (pathname) => {
      const { status, body, headers } = await get(pathname)
      expect({ status, body }).toEqual({ status: 200, body: "<title>the page</title>" })
      expect(headers["content-type"]).toBe("text/html; charset=utf-8")
      expect(headers["cache-control"]).toBe("no-cache")
    },
  )

  it("answers files with their type, to be kept for ever where the name changes with the content", async () => {
    const { headers } = await get("/assets/index-a1b2.js")
    expect(headers["content-type"]).toBe("text/javascript; charset=utf-8")
    expect(headers["cache-control"]).toContain("immutable")
  })

  it("answers the configuration uncached, without what only the server needs", async () => {
    const { body, headers } = await get("/config.json")
    expect(JSON.parse(body)).toEqual({ backend_url: "http://127.0.0.1:9000/base", publishable_key: "pk_test" })
    expect(headers["cache-control"]).toBe("no-store")
  })

  it("allows the page nothing but itself, the backend, Amazon's script and Amazon's page (40)", async () => {
    const policy = String((await get("/")).headers["content-security-policy"])
    const directives = new Map(policy.split("; ").map((line) => [line.split(" ")[0], line.split(" ").slice(1)]))
    expect(directives.get("default-src")).toEqual(["'none'"])
    expect(directives.get("script-src")).toEqual(["'self'", "http://127.0.0.1:9700"])
    expect(directives.get("form-action")).toEqual(["'self'", "https://payments.amazon.de"])
    expect(directives.get("connect-src")).toEqual(["'self'", "http://127.0.0.1:9000"])
    expect(policy).not.toContain("unsafe")
  })

  it.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "//secret.txt",
    "/missing.js",
  ])("answers 404 for %s", async (pathname) => {
    expect(await get(pathname)).toMatchObject({ status: 404, body: "Not found" })
  })

  it("answers HEAD without a body, and nothing but GET and HEAD", async () => {
    expect(await get("/", "HEAD")).toMatchObject({ status: 200, body: "" })
    expect(await get("/", "POST")).toMatchObject({ status: 405 })
  })

  it("says what to do when nothing was built", async () => {
    const child = start(path.join(folder, "none"))
    const ended = new Promise((resolve) => child.once("exit", resolve))
    const said = await firstOutput(child)
    expect(said).toMatchObject({ to: "stderr", text: expect.stringContaining("Build the storefront first") })
    expect(await ended).toBe(1)
  })
})
