// Serves the built account page: files, the page itself for every other path, and /config.json.
import fs from "node:fs/promises"
import http from "node:http"
import path from "node:path"
import { fileURLToPath } from "node:url"

const CONTENT_TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".map": "application/json; charset=utf-8",
}

/**
 * @typedef {object} StorefrontConfig what the page needs to know, and what it may talk to
 * @property {string} backend_url the Medusa server
 * @property {string} publishable_key
 * @property {string[]} script_origins where Amazon's checkout.js comes from, e.g. `https://static-eu.payments-amazon.com`
 * @property {string[]} [form_origins] Amazon's hosted pages, to which checkout.js posts a form, e.g.
 * `https://payments.amazon.de`; by default `script_origins`, as with the simulator
 */

/**
 * Starts the server.
 *
 * @param {{ dist: string, port?: number, host?: string, config: StorefrontConfig }} options `dist` is the folder that
 * Vite built; port 0 takes a free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 * @throws Error when `dist` was not built, or the port is taken
 */
export async function serveStorefront({ dist, port = 0, host = "127.0.0.1", config }) {
  const files = await readFiles(path.resolve(dist))
  const page = files.get("/index.html")
  if (!page) throw new Error(`There is no index.html in ${dist}. Build the storefront first: npx vite build`)
  const { backend_url, publishable_key } = config
  const configFile = {
    body: Buffer.from(JSON.stringify({ backend_url, publishable_key })),
    type: CONTENT_TYPES[".json"],
    caching: "no-store",
  }
  files.set("/config.json", configFile)
  const security = securityHeaders(config)
  const server = http.createServer((req, res) => answer(req, res, { files, page, security }))
  await listen(server, port, host)
  const address = `${host.includes(":") ? `[${host}]` : host}:${server.address().port}`
  return { url: `http://${address}`, close: () => close(server) }
}

/** Everything is read once, so no request can ever name a file outside. */
async function readFiles(dist) {
  const files = new Map()
  for (const entry of await fs.readdir(dist, { recursive: true, withFileTypes: true }).catch(() => [])) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const url = `/${path.relative(dist, file).split(path.sep).join("/")}`
    files.set(url, {
      body: await fs.readFile(file),
      type: CONTENT_TYPES[path.extname(file)] ?? "application/octet-stream",
      // Vite puts a hash of the content into the name of everything under /assets.
      caching: url.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    })
  }
  return files
}

function securityHeaders({ backend_url, script_origins, form_origins = script_origins }) {
  const policy = {
    "default-src": ["'none'"],
    "script-src": ["'self'", ...script_origins.map(originOf)],
    "form-action": ["'self'", ...form_origins.map(originOf)],
    "connect-src": ["'self'", originOf(backend_url)],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
  }
  return {
    "content-security-policy": Object.entries(policy)
      .map(([directive, sources]) => [directive, ...sources].join(" "))
      .join("; "),
    // The path of a return or of an update link has a token in it; Amazon wants to know the site.
    "referrer-policy": "strict-origin",
    "x-content-type-options": "nosniff",
  }
}

/** A URL's origin, so that nothing else can get into the policy. */
function originOf(url) {
  return new URL(url).origin
}

function answer(req, res, { files, page, security }) {
  if (req.method !== "GET" && req.method !== "HEAD") {
    res.writeHead(405, { allow: "GET, HEAD", ...security }).end()
    return
  }
  const pathname = req.url.split("?", 1)[0]
  const file = files.get(pathname) ?? (isPagePath(pathname) ? page : null)
  if (!file) {
    res.writeHead(404, { "content-type": "text/plain; charset=utf-8", ...security }).end("Not found")
    return
  }
  const headers = { "content-type": file.type, "content-length": file.body.length, "cache-control": file.caching }
  res.writeHead(200, { ...headers, ...security }).end(req.method === "HEAD" ? undefined : file.body)
}

/** The page finds its own way; a file that is missing is missing. */
function isPagePath(pathname) {
  return path.posix.extname(pathname) === ""
}

function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(port, host, resolve)
  })
}

function close(server) {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

async function main({ DIST, PORT = "8000", BACKEND_URL, PUBLISHABLE_KEY, SCRIPT_ORIGINS, FORM_ORIGINS }) {
  if (!BACKEND_URL || !PUBLISHABLE_KEY || !SCRIPT_ORIGINS) {
    throw new Error("Set BACKEND_URL, PUBLISHABLE_KEY and SCRIPT_ORIGINS (separated by spaces), then start again")
  }
  const { url } = await serveStorefront({
    dist: DIST ?? fileURLToPath(new URL("../../.cache/storefront", import.meta.url)),
    port: Number(PORT),
    config: {
      backend_url: BACKEND_URL,
      publishable_key: PUBLISHABLE_KEY,
      script_origins: SCRIPT_ORIGINS.split(" "),
      form_origins: FORM_ORIGINS?.split(" "),
    },
  })
  console.log(`The storefront is at ${url}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main(process.env)
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
