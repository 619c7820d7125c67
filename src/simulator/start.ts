import http from "node:http"
import https from "node:https"
import type { AddressInfo } from "node:net"
import { createCa, issue } from "./certificates"
import { createControl } from "./control/create-control"
import { settleDue } from "./payments/settle-due"
import { REGION_FACTS, SIMULATOR_REGIONS } from "./regions"
import { createApp } from "./server/app"
import type { Simulator, SimulatorOptions } from "./simulator"
import { createSnsAuthority } from "./sns/authority"
import { topicOf } from "./sns/topic"
import { createWorld, type World } from "./world"

/** SNS's default for HTTP endpoints. */
const SNS_RETRY_DELAYS_MS = [20_000, 20_000, 20_000]

/** How often is looked whether something ends by itself; moving the clock looks at once. */
const SETTLE_EVERY_MS = 1000

/**
 * Starts a local Amazon Pay: API, checkout.js, hosted page and SNS, over HTTP and TLS.
 *
 * @throws Error when a port is taken, TypeError for a merchant that cannot be registered
 * @example
 * const amazon = await startSimulator({ merchants: [{ merchantId, storeIds, publicKeys, region: "eu" }] })
 * const pay = amazonPay({ ..., endpoints: amazon.endpoints("eu") })
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { host = "127.0.0.1", port = 0, tlsPort = 0, latencyMs = 0, log = () => undefined } = options
  const [snsAuthority, tls] = await Promise.all([createSnsAuthority(), createTls(host)])
  const newWorld = () =>
    createWorld({
      merchants: options.merchants ?? [],
      throttling: options.throttling ?? false,
      snsAuthority,
      snsRetryDelaysMs: options.snsRetryDelaysMs ?? SNS_RETRY_DELAYS_MS,
      log,
    })
  const stage = createStage(newWorld)
  const control = createControl(stage)
  const app = createApp({ stage, control, snsAuthority, latencyMs })
  const servers = [http.createServer(app)]
  if (tlsPort !== null) servers.push(https.createServer({ ...tls.server, minVersion: "TLSv1.2" }, app))
  const [boundPort, boundTlsPort] = await listen(servers, host, [port, tlsPort ?? 0])
  const url = `http://${host}:${boundPort}`
  const settling = setInterval(() => settleDue(stage.world), SETTLE_EVERY_MS).unref()

  return {
    url,
    tlsUrl: boundTlsPort === undefined ? null : `https://${host}:${boundTlsPort}`,
    tlsCaPem: tls.caPem,
    snsCaPem: snsAuthority.caPem,
    control,
    endpoints: (region) => ({
      payApi: url,
      checkoutScript: `${url}/static/${region}/checkout.js`,
      snsCertificates: url,
      sns: `${url}/sns`,
    }),
    topicArn(merchantId) {
      const merchant = stage.world.merchants.get(merchantId)
      if (merchant) return topicOf(merchant).arn
      throw new TypeError(`There is no merchant ${merchantId}`)
    },
    async close() {
      clearInterval(settling)
      stage.world.notifications.stop()
      await Promise.all(servers.map(closeServer))
    },
  }
}

function createStage(newWorld: () => World): { world: World; renew(): void } {
  const stage = {
    world: newWorld(),
    renew() {
      stage.world.notifications.stop()
      stage.world = newWorld()
    },
  }
  return stage
}

async function createTls(host: string) {
  const ca = await createCa("Amazon Pay Simulator TLS CA")
  const amazonHosts = SIMULATOR_REGIONS.flatMap((region) => {
    const { apiHost, awsRegion } = REGION_FACTS[region]
    return [apiHost, `sns.${awsRegion}.amazonaws.com`]
  })
  const leaf = await issue(ca, {
    commonName: "localhost",
    dnsNames: ["localhost", ...amazonHosts],
    ips: [...new Set(["127.0.0.1", "::1", ...(/^[\d.]+$/.test(host) ? [host] : [])])],
  })
  return { caPem: ca.certificatePem, server: { key: leaf.privateKeyPem, cert: leaf.certificatePem } }
}

/** All or none of the servers listen. */
async function listen(servers: readonly http.Server[], host: string, ports: readonly number[]): Promise<number[]> {
  try {
    return await Promise.all(servers.map((server, index) => listenOn(server, host, ports[index] ?? 0)))
  } catch (error) {
    for (const server of servers) server.close()
    throw error
  }
}

function listenOn(server: http.Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, () => {
      server.off("error", reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function closeServer(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
