import type { AUDIENCES } from "../../src/api/audiences"
import type { OpenApiDocument, Operation } from "./document"

type Audience = (typeof AUDIENCES)[number]
type Credential = Audience["credentials"][number]
type Scheme = Record<string, string>

/** How OpenAPI says each credential; `null` where it has no words for it: the credential is in the body, or in the path. */
const SCHEMES = {
  session: {
    type: "apiKey",
    in: "cookie",
    name: "connect.sid",
    description: "Medusa's session, from `POST /auth/session`.",
  },
  bearer: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The token that Medusa answers a login with, `POST /auth/{customer|user}/{provider}`.",
  },
  "api-key": { type: "http", scheme: "basic", description: "A secret API key as the user name, without a password." },
  "publishable-key": null,
  "sns-signature": null,
  "return-token": null,
} as const satisfies Record<Credential, Scheme | null>

const PUBLISHABLE_KEY = "publishable-key"

/** All schemes that {@link securityOf} names. */
export function securitySchemes(): OpenApiDocument["components"]["securitySchemes"] {
  const schemes = Object.entries(SCHEMES).flatMap(([name, scheme]) => (scheme ? [[name, scheme] as const] : []))
  const publishableKey = {
    type: "apiKey",
    in: "header",
    name: "x-publishable-api-key",
    description: "A publishable API key of the store, beside the customer's own credential.",
  }
  return Object.fromEntries([...schemes, [PUBLISHABLE_KEY, publishableKey]])
}

/** What a caller has to show for a path: one of these. */
export function securityOf(path: string, credentials: readonly string[]): Operation["security"] {
  const withKey: Record<string, string[]> = path.startsWith("/store/") ? { [PUBLISHABLE_KEY]: [] } : {}
  const named = Object.entries(SCHEMES)
    .filter(([name, scheme]) => scheme && credentials.includes(name))
    .map(([name]): Record<string, string[]> => ({ [name]: [], ...withKey }))
  return credentials.includes(PUBLISHABLE_KEY) ? [...named, withKey] : named
}
