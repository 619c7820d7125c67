import { createHash, randomBytes } from "node:crypto"
import { generateEntityId } from "@medusajs/framework/utils"

export const newWalletId = (): string => generateEntityId(undefined, "apw")
export const newUpdateId = (): string => generateEntityId(undefined, "apwu")

/** An opaque, unguessable token for a return URL: 256 bits, URL-safe. */
export const newReturnToken = (): string => randomBytes(32).toString("base64url")

/** How a return token is stored and looked up. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex")
