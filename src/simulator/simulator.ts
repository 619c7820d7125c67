import type { SimulatorControl } from "./control/control"
import type { SimulatorRegion } from "./regions"
import type { MerchantSetup } from "./state/merchants"

export type SimulatorOptions = {
  /** Default 127.0.0.1. */
  host?: string
  /** Default 0: any free one. */
  port?: number
  /** Default 0: any free one; `null` for no TLS listener. */
  tlsPort?: number | null
  merchants?: readonly MerchantSetup[]
  /** Per API call, default 0. */
  latencyMs?: number
  /** Amazon's limits per operation (429), default false. Also a mode. */
  throttling?: boolean
  /** Default SNS's: 3 retries 20 s apart. */
  snsRetryDelaysMs?: readonly number[]
  /** Called with one line per request and delivery. Never holds a signature or a key. */
  log?: (line: string) => void
}

/** The plugin's option `endpoints`. */
export type SimulatorEndpoints = { payApi: string; checkoutScript: string; snsCertificates: string; sns: string }

/** A running Amazon Pay. */
export type Simulator = {
  /** `http://127.0.0.1:port`; also a page for people. */
  url: string
  tlsUrl: string | null
  /** The CA of the TLS listener, PEM. Its certificate is good for this host and for Amazon's own host names. */
  tlsCaPem: string
  /** The CA that signed the SNS signing certificate, PEM. */
  snsCaPem: string
  endpoints(region: SimulatorRegion): SimulatorEndpoints
  /** @throws TypeError for a merchant that does not exist */
  topicArn(merchantId: string): string
  /** The same operations as the HTTP control API under `/_control`. */
  control: SimulatorControl
  /** Ends everything: listeners, connections, deliveries. */
  close(): Promise<void>
}
