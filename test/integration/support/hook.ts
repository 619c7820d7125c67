import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { asValue, createContainer } from "@medusajs/framework/awilix"
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import express from "express"
import { POST } from "../../../src/api/hooks/amazon-pay/ipn/route"
import { rawBody } from "../../../src/api/raw-body"
import { AMAZON_PAY_MODULE } from "../../../src/modules/amazon-pay"
import type { Runtime } from "../../../src/modules/amazon-pay/runtime"
import AmazonPayModuleService from "../../../src/modules/amazon-pay/service"

/** The plugin's notification route behind a real HTTP server, without the rest of Medusa. */
export type Hook = {
  url: string
  port: number
  /** @returns what SNS would see */
  post: (body: Buffer | string, headers?: Record<string, string>) => Promise<HookAnswer>
  /** How often the worker was woken. */
  woken: () => number
  close: () => Promise<void>
}

export type HookAnswer = { status: number; text: string; ms: number }

/** As SNS sends it. */
const SNS_HEADERS = {
  "content-type": "text/plain; charset=UTF-8",
  "user-agent": "Amazon Simple Notification Service Agent",
}

export async function serveHook(runtime: Runtime): Promise<Hook> {
  let woken = 0
  const scope = createContainer()
  scope.register({
    [AMAZON_PAY_MODULE]: asValue(new AmazonPayModuleService({ amazonPayRuntime: runtime })),
    [ContainerRegistrationKeys.LOGGER]: asValue(runtime.logger),
    [Modules.EVENT_BUS]: asValue({ emit: async () => void (woken += 1) }),
  })
  const app = express()
  app.set("trust proxy", true)
  app.use((request, response, next) => rawBody(asMedusa(request, scope), response as MedusaResponse, next))
  app.post("/hooks/amazon-pay/ipn", (request, response, next) => {
    POST(asMedusa(request, scope), response as MedusaResponse).catch(next)
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/hooks/amazon-pay/ipn`
  return {
    url,
    port,
    post: async (body, headers = {}) => {
      const started = performance.now()
      const given = { ...SNS_HEADERS, "x-forwarded-for": newAddress(), ...headers }
      const response = await fetch(url, { method: "POST", body: new Uint8Array(Buffer.from(body)), headers: given })
      return { status: response.status, text: await response.text(), ms: performance.now() - started }
    },
    woken: () => woken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function asMedusa(request: express.Request, scope: object): MedusaRequest {
  return Object.assign(request, { scope }) as unknown as MedusaRequest
}

let senders = 0

/** Every message comes from somewhere else: many that are refused are not one sender's. */
function newAddress(): string {
  senders += 1
  return `10.${(senders >> 16) & 255}.${(senders >> 8) & 255}.${senders & 255}`
}
