import { startSimulator, type MerchantSetup, type Simulator } from "../../simulator"
import { codeOf, CommandFailure, inOneLine } from "../failure"
import { optionsOfStore } from "../store/store-options"
import { coloured, untilInterrupted, type Terminal } from "../terminal"
import { merchantOfFlags, merchantsOfStore, type MerchantFlags } from "./merchants"

export type SimulatorFlags = MerchantFlags & {
  directory: string
  host: string
  port: number
  json?: boolean
  verbose?: boolean
}

/** Plays Amazon Pay on this machine until somebody ends it. */
export async function simulator(terminal: Terminal, flags: SimulatorFlags): Promise<void> {
  const merchants = await merchantsFor(flags)
  const amazon = await start(terminal, flags, merchants)
  try {
    terminal.out(flags.json ? inJson(amazon, merchants) : inWords(terminal, amazon, merchants))
    await untilInterrupted(terminal)
  } finally {
    await amazon.close()
  }
}

async function merchantsFor(flags: SimulatorFlags): Promise<MerchantSetup[]> {
  const { merchantId, storeId, publicKeyId, publicKey } = flags
  if (merchantId ?? storeId ?? publicKeyId ?? publicKey) return [await merchantOfFlags(flags)]
  return merchantsOfStore(await optionsOfStore(flags.directory))
}

async function start(
  terminal: Terminal,
  { host, port, verbose }: SimulatorFlags,
  merchants: readonly MerchantSetup[],
): Promise<Simulator> {
  try {
    return await startSimulator({ host, port, merchants, ...(verbose && { log: terminal.err }) })
  } catch (error) {
    throw new CommandFailure(whyNotStarted(error, host, port), { cause: error })
  }
}

function whyNotStarted(error: unknown, host: string, port: number): string {
  switch (codeOf(error)) {
    case "EADDRINUSE":
      return `Port ${port} is taken. Choose another one with --port, or 0 for any free one.`
    case "EACCES":
      return `This user may not listen on port ${port}. Choose one above 1023 with --port.`
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine has no address ${host}. Leave --host out, or give one of its own.`
    default:
      return `The simulator could not be started: ${inOneLine(error)}`
  }
}

type Started = { merchant_id: string; region: string; topic_arn: string; endpoints: ReturnType<Simulator["endpoints"]> }

function startedFor(amazon: Simulator, { merchantId, region }: MerchantSetup): Started {
  return {
    merchant_id: merchantId,
    region,
    topic_arn: amazon.topicArn(merchantId),
    endpoints: amazon.endpoints(region),
  }
}

function inJson(amazon: Simulator, merchants: readonly MerchantSetup[]): string {
  return JSON.stringify({
    url: amazon.url,
    tls_url: amazon.tlsUrl,
    merchants: merchants.map((merchant) => startedFor(amazon, merchant)),
  })
}

function inWords(terminal: Terminal, amazon: Simulator, merchants: readonly MerchantSetup[]): string {
  const strong = (text: string) => coloured(terminal, "bold", text)
  const perMerchant = merchants.map((merchant) => {
    const { merchant_id, region, topic_arn, endpoints } = startedFor(amazon, merchant)
    return `
${strong(`Merchant ${merchant_id}, region ${region}`)}. In the options of the store:
  endpoints: ${JSON.stringify(endpoints)},
  ipn: { topicArns: ["${topic_arn}"] },
  Notifications go to ${merchant.ipnUrl ?? "nowhere: give --ipn-url"}`
  })
  return `${strong("A local Amazon Pay is running.")}
  ${amazon.url}   its page for people, API, script and notifications
  ${amazon.tlsUrl ?? ""}   the same over TLS
${perMerchant.join("\n")}

Nothing of it is kept. Ctrl-C stops it.`
}
