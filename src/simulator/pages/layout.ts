import type { Answer } from "../answer"
import { html, type Html } from "./html"

/** Path of the one style sheet. */
export const STYLE_PATH = "/_assets/simulator.css"

/**
 * No script, nothing from elsewhere, and no address of ours told to the shop. (Without any referrer a browser would not
 * say that the start page's forms come from this site.) There is no `form-action`: browsers apply it to every redirect behind a form as
 * well, and confirming leads through the shop's own chain of addresses.
 */
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
}

/** A whole page, labelled for what it is. */
export function page(title: string, content: Html, { status = 200, wide = false } = {}): Answer {
  const { html: body } = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} - Amazon Pay simulator</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${STYLE_PATH}" />
      </head>
      <body>
        <header class="bar">
          <p class="brand" data-testid="simulator-label"><span class="badge">Simulator</span> Amazon Pay simulator</p>
          <p class="hint">For tests on this machine. Not Amazon; nothing here is real.</p>
        </header>
        <main class="${wide ? "wide" : "narrow"}">${content}</main>
      </body>
    </html>`
  return { status, headers: HEADERS, body }
}
