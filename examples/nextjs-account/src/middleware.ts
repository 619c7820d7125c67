import { NextResponse, type NextRequest } from "next/server"

/**
 * A Content-Security-Policy without `unsafe-inline`: a nonce for each page, which Next.js puts on its own scripts.
 *
 * @see https://nextjs.org/docs/app/guides/content-security-policy
 */
export function middleware(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const amazon = process.env.AMAZON_PAY_ORIGINS ?? "https://static-eu.payments-amazon.com"
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' ${amazon}`,
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    `form-action 'self' ${process.env.AMAZON_PAY_FORM_ORIGINS ?? amazon}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ")
  const headers = new Headers(request.headers)
  headers.set("x-nonce", nonce)
  headers.set("content-security-policy", policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set("content-security-policy", policy)
  // The path of a return has a token in it; Amazon wants to know the site.
  response.headers.set("referrer-policy", "strict-origin")
  return response
}

export const config = { matcher: "/account/:path*" }
