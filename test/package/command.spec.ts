import { execFile } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { INSTALLED, packed, runNode, STORE } from "./support/store"

/** `npx amazon-pay` of a store that installed the tarball. */

const [NAME, FILE] =
  Object.entries((JSON.parse(packed("package.json")) as { bin: Record<string, string> }).bin)[0] ?? []

let folder: string
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "amazon-pay-command-"))
})
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const command = (...args: string[]) => runNode([path.join(INSTALLED, FILE ?? ""), ...args], folder)

it("npm put the command where npx finds it, and it can be run", async () => {
  expect(NAME).toBe("amazon-pay")
  const program = path.join(STORE, "node_modules/.bin/amazon-pay")
  const said = await new Promise<string>((resolve, reject) => {
    execFile(program, ["--help"], { cwd: STORE, env: { ...process.env, NODE_OPTIONS: "" } }, (error, out) =>
      error ? reject(error) : resolve(out),
    )
  })
  for (const name of ["doctor", "keys", "simulator", "import", "replay", "export-customer"]) {
    expect(said).toContain(`  ${name} `)
  }
})

it("says how it is used to who mistypes, with the exit code 2", async () => {
  expect(await command("key")).toMatchObject({ status: 2, errors: expect.stringContaining("amazon-pay --help") })
})

it("makes a key pair, without a store and without a database", async () => {
  const { status, output } = await command("keys", "--out", "shop.pem", "--json")
  expect({ status, answer: JSON.parse(output) as unknown }).toMatchObject({
    status: 0,
    answer: { private_key_file: expect.stringContaining("shop.pem"), public_key_file: expect.any(String) },
  })
  const file = path.join(folder, "shop.pem")
  expect(fs.statSync(file).mode & 0o777).toBe(0o600)
  expect(fs.readFileSync(file, "utf8")).toMatch(/^-----BEGIN (RSA )?PRIVATE KEY-----\n/)
  expect(output).not.toContain("BEGIN")
})

it("says where it has to be run, when that is no store", async () => {
  expect(await command("replay")).toMatchObject({ status: 1, errors: expect.stringContaining("medusa-config") })
})
