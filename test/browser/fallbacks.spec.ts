import { execFileSync } from "node:child_process"
import path from "node:path"
import { launchBrowser } from "./support/pages"

/** What a machine without browser, libraries or readable folders falls back to, forced here. */
describe("the fallbacks of a bare machine", () => {
  it.each(["npm", "npm-libraries"])("renders a page with the browser of kind %s", async (kind) => {
    const browser = await launchBrowser(kind)
    const page = await browser.newPage()
    await page.setContent("<h1>Hello</h1>")
    expect(await page.getByRole("heading").innerText()).toBe("Hello")
    await browser.close()
  })

  it("runs the embedded PostgreSQL from a copy of its programs", () => {
    const script = path.resolve(__dirname, "../../scripts/lib/postgres.mjs")
    const program = `
      import { startPostgres } from ${JSON.stringify(script)}
      import fs from "node:fs"
      const dir = "/tmp/amazon-pay-fallback-${process.pid}"
      const postgres = await startPostgres({ dir, durable: false })
      console.log(await postgres.createDatabase("fallback"), await postgres.createDatabase("fallback"))
      await postgres.stop()
      fs.rmSync(dir, { recursive: true, force: true })`
    const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
      encoding: "utf8",
      env: { ...process.env, AMAZON_PAY_COPY_POSTGRES: "1" },
    })
    expect(output.trim()).toBe("true false")
  })
})
