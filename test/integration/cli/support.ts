import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import path from "node:path"
import { MedusaAppMigrateUp } from "@medusajs/framework/modules-sdk"
import { Modules } from "@medusajs/framework/utils"
import type { AmazonPayOptions } from "../../../src"

const ROOT = path.resolve(__dirname, "../../..")
/** The folder in which a merchant would run the commands. */
export const STORE = path.join(__dirname, "store")

export type StoreFacts = { databaseUrl: string; options: AmazonPayOptions | Record<string, unknown> }
export type Ended = { code: number | null; out: string; err: string }
export type Started = { child: ChildProcess; ended: Promise<Ended>; heard: (words: RegExp) => Promise<string> }

/** Starts `amazon-pay` as a process of its own in the folder of a store. */
export function startCommand(args: readonly string[], { databaseUrl, options }: StoreFacts, cwd = STORE): Started {
  const main = path.join(ROOT, "src/cli/main.ts")
  const child = spawn(process.execPath, ["--require", "ts-node/register/transpile-only", main, ...args], {
    cwd,
    env: {
      ...process.env,
      NODE_OPTIONS: "--no-warnings",
      NODE_PATH: path.join(ROOT, "node_modules"),
      TS_NODE_PROJECT: path.join(ROOT, "tsconfig.json"),
      NODE_ENV: "test",
      DATABASE_URL: databaseUrl,
      AMAZON_PAY_TEST_OPTIONS: JSON.stringify(options),
    },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const texts = { out: "", err: "" }
  child.stdout.setEncoding("utf8").on("data", (text: string) => (texts.out += text))
  child.stderr.setEncoding("utf8").on("data", (text: string) => (texts.err += text))
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...texts }))
  const heard = async (words: RegExp) => {
    while (!words.test(texts.out + texts.err)) {
      if (child.exitCode !== null) throw new Error(`It ended without saying ${words}: ${texts.out}${texts.err}`)
      await Promise.race([once(child.stdout, "data"), once(child.stderr, "data"), ended])
    }
    return texts.out + texts.err
  }
  return { child, ended, heard }
}

export function runCommand(args: readonly string[], facts: StoreFacts, cwd?: string): Promise<Ended> {
  return startCommand(args, facts, cwd).ended
}

/** The customer module's own tables, as Medusa makes them. */
export async function migrateCustomers(databaseUrl: string): Promise<void> {
  await MedusaAppMigrateUp({
    modulesConfig: { [Modules.CUSTOMER]: { resolve: "@medusajs/medusa/customer" } },
    sharedResourcesConfig: { database: { clientUrl: databaseUrl } },
  })
}

/** Stands where a store's server would, and answers every POST like this. */
export async function standIn(
  status: number,
  headers: Record<string, string> = {},
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(status, headers).end())
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server }
}
