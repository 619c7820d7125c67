import { createHash, randomBytes } from "node:crypto"
import { generateEntityId } from "@medusajs/framework/utils"

export const newWalletId = (): string => generateEntityId(undefined, "apw")
export const newUpdateId = (): string => generateEntityId(undefined, "apwu")
export const newImportId = (): string => generateEntityId(undefined, "apwi")
export const newUpdateLinkId = (): string => generateEntityId(undefined, "apwl")

export const newOperationId = (): string => generateEntityId(undefined, "apwo")

/** An opaque, unguessable token for a return URL: 256 bits, URL-safe. */
export const newReturnToken = (): string => randomBytes(32).toString("base64url")

/** The token of an update link: 256 bits, URL-safe. */
export const newLinkToken = newReturnToken

/** How a token is stored and looked up. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex")
