import {
  createAmazonPayClient,
  type AmazonPayClient,
  type ClientDependencies,
} from "../../../src/client/amazon-pay-client"
import { AmazonPayError } from "../../../src/protocol"
import { merchantAccount } from "./options"
import { startServer, type ScriptedServer, type Step } from "./scripted-server"

export type Talking = { client: AmazonPayClient; server: ScriptedServer; close(): Promise<void> }

/** A client that talks to a real server which does one step per request, without waiting between tries. */
export async function talkTo(steps: [Step, ...Step[]], more: Partial<ClientDependencies> = {}): Promise<Talking> {
  const server = await startServer(...steps)
  const account = merchantAccount({ endpoints: { payApi: server.url } })
  const client = createAmazonPayClient(account, { retryBaseMs: 1, awaitTurn: () => Promise.resolve(), ...more })
  return { client, server, close: () => server.close() }
}

/** The error that a call ends with. */
export async function failureOf(call: unknown): Promise<AmazonPayError> {
  const outcome = await Promise.resolve(call).catch((error: unknown) => error)
  if (outcome instanceof AmazonPayError) return outcome
  throw new Error(`Expected an AmazonPayError, not ${String(outcome)}`)
}
