import { getHttpResponseFromError } from "@medusajs/framework/http"
import ts from "typescript"
import { TOO_MANY_REQUESTS } from "../../src/api/buyer-limits"
import { refusal, REFUSALS, type RefusalCode } from "../../src/modules/amazon-pay/errors"
import { AmazonPayError, type AmazonPayErrorCode } from "../../src/protocol/errors"
import { WalletUpdateError, type WalletUpdateFailureCode } from "../../src/storefront/failure"
import { code, table } from "./markdown"
import { declaration, nodesBelow, objectLiteral } from "./source"

/** Every refusal, as Medusa's own error handler answers it. */
export function refusalsTable(): string {
  const rows = (Object.keys(REFUSALS) as RefusalCode[]).map((name) => {
    const { statusCode, body } = getHttpResponseFromError(refusal(name))
    const answered = body.code === name ? "" : ` Medusa answers this type with the code ${code(String(body.code))}.`
    return [code(name), String(statusCode), code(String(body.type)), String(body.message) + answered]
  })
  const { code: tooMany, type, message } = TOO_MANY_REQUESTS
  return table(["Code", "HTTP", "Type", "Message"], [...rows, [code(tooMany), "429", code(type), message]])
}

/** Every code of {@link AmazonPayError}, with the comment that stands at it. */
export function amazonErrorCodes(): { name: AmazonPayErrorCode; retryable: boolean; meaning: string }[] {
  const union = declaration("src/protocol/errors.ts", "AmazonPayErrorCode")
  return nodesBelow(union, ts.isLiteralTypeNode).flatMap(({ literal }) => {
    if (!ts.isStringLiteral(literal)) return []
    const name = literal.text as AmazonPayErrorCode
    return [{ name, retryable: new AmazonPayError(name, "").retryable, meaning: commentBefore(literal) }]
  })
}

export function amazonErrorsTable(): string {
  const rows = amazonErrorCodes().map(({ name, retryable, meaning }) => [code(name), retryable ? "yes" : "no", meaning])
  return table(["Code", "Trying again can help", "Meaning"], rows)
}

/** The last comment before a member of a union; to the compiler it belongs to the bar, not to the member. */
function commentBefore(member: ts.Node): string {
  const union = ts.findAncestor(member, ts.isUnionTypeNode)
  const before = member.getSourceFile().text.slice(union?.getFullStart() ?? 0, member.getStart())
  const comments = [...before.matchAll(/\/\*\*\s*([\s\S]*?)\s*\*\//g)]
  return comments.at(-1)?.[1] ?? ""
}

/** Every code of the widget's {@link WalletUpdateError} with its English words. */
export function storefrontErrorsTable(): string {
  const failures = declaration("src/storefront/failure.ts", "FAILURES")
  const literal = objectLiteral(ts.isVariableDeclaration(failures) ? failures.initializer : undefined)
  const rows = literal.properties.map((property) => {
    const name = property.name?.getText() as WalletUpdateFailureCode
    return [code(name), new WalletUpdateError(name).message]
  })
  return table(["Code", "Message"], rows)
}
