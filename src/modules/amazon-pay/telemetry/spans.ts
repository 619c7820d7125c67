import { SpanKind, SpanStatusCode, type Attributes, type Span } from "@medusajs/framework/opentelemetry/api"
import { Tracer } from "@medusajs/framework/telemetry"
import type { Attempt } from "../../../client/attempt"
import { failureOf } from "./failures"
import { SCOPE } from "./meters"

/** Ids, codes and numbers. Nothing of a person, and nothing secret. */
export type SpanFields = Readonly<Record<string, string | number | boolean | null | undefined>>

const tracer = new Tracer(SCOPE).getOTTracer()

/**
 * Runs work in a span, below whatever span is active. What it throws is told by its code only.
 *
 * @param name what is done, e.g. `refresh wallet`
 * @param fields what is known before
 * @param work is handed a function that adds what it finds out
 */
export function traced<T>(
  name: string,
  fields: SpanFields,
  work: (tell: (found: SpanFields) => void) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(`amazon-pay ${name}`, { attributes: attributesOf(fields) }, async (span) => {
    try {
      return await work((found) => span.setAttributes(attributesOf(found)))
    } catch (error) {
      const { code, ...more } = failureOf(error)
      span.setAttributes(attributesOf(more))
      fail(span, code)
      throw error
    } finally {
      span.end()
    }
  })
}

/** A span for one request at Amazon that has just ended. */
export function traceAttempt({ operation, priority, outcome, status, requestId, durationMs }: Attempt): void {
  const endedAt = Date.now()
  const span = tracer.startSpan(`amazon-pay ${operation.name}`, {
    kind: SpanKind.CLIENT,
    startTime: endedAt - durationMs,
    attributes: {
      ...attributesOf({ operation: operation.name, priority, outcome, request_id: requestId }),
      "http.request.method": operation.method,
      ...(status !== undefined && { "http.response.status_code": status }),
    },
  })
  if (outcome !== "ok") fail(span, outcome)
  span.end(endedAt)
}

/** @see https://opentelemetry.io/docs/specs/semconv/general/recording-errors/ */
function fail(span: Span, code: string): void {
  span.setAttribute("error.type", code)
  span.setStatus({ code: SpanStatusCode.ERROR, message: code })
}

function attributesOf(fields: SpanFields): Attributes {
  const attributes: Attributes = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value !== null) attributes[`amazon_pay.${name}`] = value
  }
  return attributes
}
