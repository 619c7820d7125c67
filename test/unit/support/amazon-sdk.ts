import { spawnSync } from "node:child_process"
import { join } from "node:path"

export type SdkJob = {
  config: { publicKeyId: string; privateKey: string; region: string; sandbox?: boolean; algorithm?: string }
  now: string
  payloads?: string[]
  requests?: {
    method: string
    urlFragment: string
    payload?: string
    headers?: Record<string, string>
    queryParams?: Record<string, string>
  }[]
}

/** What Amazon's Node SDK signs, asked in a child process. */
export function askAmazonSdk(job: SdkJob): { signatures: string[]; headers: Record<string, string>[] } {
  const child = spawnSync(process.execPath, [join(__dirname, "run-amazon-sdk.cjs")], { input: JSON.stringify(job) })
  if (child.status !== 0) throw new Error(`The SDK failed: ${child.stderr.toString()}`)
  return JSON.parse(child.stdout.toString()) as { signatures: string[]; headers: Record<string, string>[] }
}
