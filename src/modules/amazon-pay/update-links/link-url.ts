import type { ResolvedOptions } from "../../../options/resolved"

/** The page of the storefront that a link leads to: `<storefrontUrl><accountPath>/update/<token>`. */
export function linkUrl(options: Pick<ResolvedOptions, "storefrontUrl" | "accountPath">, token: string): string {
  return `${options.storefrontUrl}${options.accountPath}/update/${token}`
}
