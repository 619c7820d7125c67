import express, { type Express, type NextFunction, type Request, type Response } from "express"
import { errorAnswer, type Answer } from "../answer"
import { checkoutScript } from "../browser/checkout-js"
import { controlAnswer } from "../control/http"
import type { SimulatorControl } from "../control/control"
import { finishAnswer, initiateAnswer, signInAnswer, signOutAnswer, visitAnswer } from "../hosted-page/routes"
import { STYLE_PATH } from "../pages/layout"
import { startPage } from "../pages/start-page"
import { startPageForm } from "../pages/start-page-forms"
import { STYLE } from "../pages/style"
import { SIMULATOR_REGIONS } from "../regions"
import type { SnsAuthority } from "../sns/authority"
import { certificateAnswer, snsAnswer } from "../sns/routes"
import { newRequestId } from "../state/ids"
import type { World } from "../world"
import { baseUrlOf, bodyOf, exchange, formOf, queryOf } from "./exchange"
import { answerApiCall } from "./pay-api"

const API_PATH = /^\/(?:(?:sandbox|live)\/)?v\d+\//
const MAX_BODY = "1mb"
const MAX_SNAPSHOT = "256mb"

type Parts = { stage: { world: World }; control: SimulatorControl; snsAuthority: SnsAuthority; latencyMs: number }

/** All of Amazon Pay on one host: API, script, hosted page, SNS, and the strings behind the stage. */
export function createApp({ stage, control, snsAuthority, latencyMs }: Parts): Express {
  const app = express()
  app.disable("x-powered-by")
  app.disable("etag")
  app.use((req, res, next) => {
    if (API_PATH.test(req.path)) res.set("x-amz-pay-request-id", newRequestId())
    next()
  })
  app.use("/_control/snapshot", express.raw({ type: () => true, limit: MAX_SNAPSHOT }))
  app.use(express.raw({ type: () => true, limit: MAX_BODY }))

  app.use((req, res, next) => {
    if (API_PATH.test(req.path)) answerApiCall(stage.world, req, res, latencyMs).catch(next)
    else next()
  })

  /** One of Amazon's resources outside the API, by the name faults know it by. */
  function resource(
    method: "get" | "post",
    path: string | RegExp,
    operation: string,
    decide: (req: Request) => Answer,
  ): void {
    app[method](path, (req, res, next) => {
      exchange(stage.world, { req, res, operation }, () => decide(req)).catch(next)
    })
  }

  resource("get", "/static/:region/checkout.js", "GetCheckoutScript", scriptAnswer)
  resource("post", "/checkout/initiate", "InitiateCheckout", (req) => initiateAnswer(stage.world, formOf(req)))
  resource("get", "/checkout/:token", "ShowHostedPage", (req) => visitAnswer(stage.world, tokenOf(req)))
  resource("post", "/checkout/:token/sign-in", "SignIn", (req) => signInAnswer(stage.world, tokenOf(req), formOf(req)))
  resource("post", "/checkout/:token/sign-out", "SignOut", (req) => signOutAnswer(stage.world, tokenOf(req)))
  resource("post", "/checkout/:token/finish", "FinishCheckout", (req) =>
    finishAnswer(stage.world, tokenOf(req), formOf(req)),
  )
  resource("get", /^\/SimpleNotificationService-[^/]*$/, "GetSigningCertificate", (req) =>
    certificateAnswer(snsAuthority, req.path),
  )
  resource("get", "/sns", "ConfirmSubscription", (req) => snsAnswer(stage.world, queryOf(req)))

  app.get(STYLE_PATH, (_req, res) => void res.type("css").set("cache-control", "max-age=300").send(STYLE))
  app.use(["/_control", "/_page"], refuseOtherSites)
  app.use("/_control", (req, res, next) => {
    const call = { method: req.method, path: req.path.slice(1), query: queryOf(req), body: bodyOf(req) }
    controlAnswer(control, call).then((answer) => send(res, answer), next)
  })
  app.post("/_page/:form", (req, res, next) => {
    startPageForm(control, req.params.form, formOf(req)).then((answer) => send(res, answer), next)
  })
  app.get("/", (req, res) => send(res, startPage(stage.world, baseUrlOf(req))))
  app.use((req: Request, res: Response) =>
    send(res, errorAnswer(404, "ResourceNotFound", `There is nothing at ${req.path}`)),
  )
  app.use((error: unknown, _req: Request, res: Response, next: NextFunction) => {
    if (res.headersSent) next(error)
    else send(res, errorAnswer(statusOf(error), "InvalidRequest", error instanceof Error ? error.message : "Failed"))
  })
  return app
}

function scriptAnswer(req: Request): Answer {
  const region = SIMULATOR_REGIONS.find((candidate) => candidate === req.params.region)
  if (!region) return errorAnswer(404, "ResourceNotFound", `There is no region ${req.params.region}`)
  const headers = { "content-type": "application/javascript; charset=utf-8", "cache-control": "no-store" }
  return { status: 200, headers, body: checkoutScript(region, baseUrlOf(req)) }
}

/** The strings behind the stage are for programs and for this server's own pages, not for pages of other sites. */
function refuseOtherSites(req: Request, res: Response, next: NextFunction): void {
  const { origin } = req.headers
  if (origin === undefined || origin === baseUrlOf(req)) return next()
  send(res, errorAnswer(403, "UnauthorizedAccess", "Pages of other sites may not use the simulator's control"))
}

function tokenOf(req: Request): string {
  return req.params.token ?? ""
}

function statusOf(error: unknown): number {
  const hasStatus = typeof error === "object" && error !== null && "status" in error
  return hasStatus && typeof error.status === "number" ? error.status : 500
}

function send(res: Response, answer: Answer): void {
  res.status(answer.status).set(answer.headers).end(answer.body)
}
