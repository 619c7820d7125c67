import { execFile } from "node:child_process"
import fs from "node:fs"
import path from "node:path"

/** Where the fresh store is, and what is around it. */
export const DIR = (() => {
  const dir = process.env.AMAZON_PAY_FRESH_STORE
  if (!dir) throw new Error("AMAZON_PAY_FRESH_STORE does not name the folder of the fresh store")
  return dir
})()

export const STORE = path.join(DIR, "store")

/** The plugin as npm installed it: what the tarball holds, and nothing else. */
export const INSTALLED = path.join(STORE, "node_modules/medusa-payment-amazon-pay")

export const REPOSITORY = path.resolve(__dirname, "../../..")

/** The plugin's tarball. */
export function tarball(): string {
  const file = fs.readdirSync(path.join(DIR, "tarballs")).find((name) => name.startsWith("medusa-payment-amazon-pay-"))
  return path.join(DIR, "tarballs", file ?? "")
}

/** The environment in which the store runs. */
export function storeEnvironment(): Record<string, string> {
  return JSON.parse(fs.readFileSync(path.join(DIR, "store-environment.json"), "utf8")) as Record<string, string>
}

/** How a program ended that Node runs, and what it said. The simulator is in this process, so nobody waits idly for it. */
export async function runNode(
  args: readonly string[],
  cwd = REPOSITORY,
): Promise<{ status: number | string | null; output: string; errors: string }> {
  const env = { ...process.env, NODE_OPTIONS: "", NO_COLOR: "1" }
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env }, (error, output, errors) =>
      resolve({ status: error ? (error.code ?? null) : 0, output, errors }),
    )
  })
}

/** What a program says that Node runs within the store, as if it were a file of the store. */
export async function runInStore(args: readonly string[]): Promise<string> {
  const { status, output, errors } = await runNode(args, STORE)
  if (status !== 0) throw new Error(errors)
  return output
}

/** Files of the installed plugin, by their paths in the tarball. */
export function packedFiles(): string[] {
  return fs
    .readdirSync(INSTALLED, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(INSTALLED, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .filter((file) => !file.startsWith("node_modules/"))
    .sort()
}

export function packed(file: string): string {
  return fs.readFileSync(path.join(INSTALLED, file), "utf8")
}
