// Pictures of the storefront examples for people to look at, in .cache/looks: npm run looks, while the demo runs. Two
// widths, light and dark, German and Japanese.
import { spawn, spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { chromium } from "playwright-core"
import { serveStorefront } from "../examples/storefront/server.mjs"
import { findBrowser } from "./lib/browser.mjs"
import { ROOT } from "./lib/install.mjs"
import { freePort } from "./lib/ports.mjs"
import { goToPayment } from "./lib/shopping.mjs"

const OUT = path.join(ROOT, ".cache/looks")
const STATE = path.join(ROOT, ".demo/state.json")
const NEXT = path.join(ROOT, ".cache/nextjs-account")
const FONTS = path.join(ROOT, ".cache/fonts")
const JAPANESE_FONT = "@fontsource/noto-sans-jp@5.3.0"
const FONT_URL = "https://fonts.invalid/"

const LOOKS = ["de", "ja"].flatMap((language) =>
  ["light", "dark"].flatMap((colorScheme) => [1280, 390].map((width) => ({ language, colorScheme, width }))),
)

if (!fs.existsSync(STATE)) {
  console.error("No demo runs here. Start it first: npm run demo")
  process.exit(1)
}
const demo = JSON.parse(fs.readFileSync(STATE, "utf8"))
fs.rmSync(OUT, { recursive: true, force: true })
fs.mkdirSync(OUT, { recursive: true })
const found = await findBrowser()
// A page that is answered here counts as one from afar, which may not ask the store on this machine.
const browser = await chromium.launch({
  ...found,
  args: [...found.args, "--disable-features=LocalNetworkAccessChecks"],
})
const fonts = (await hasJapaneseFont()) ? null : installedFont()
const fontLink = fonts ? `<link rel="stylesheet" href="${FONT_URL}400.css">` : ""
const plain = await servePlainPage()
const next = await startNext()
try {
  for (const look of LOOKS) {
    await inLook(look, demo.storefront_url, (page) => takeExample(page, look))
    await inLook(look, demo.storefront_url, (page) => takeShopping(page, look))
    await inLook(look, plain.url, (page) => takeSection(page, "plain", look))
    // The section of the Next.js example is in English.
    if (next && look.language === "de") await inLook(look, next.url, (page) => takeSection(page, "next", look))
  }
} finally {
  await browser.close()
  await plain.close()
  next?.stop()
}

/** A page at the demo's own address, also when another server has it. */
async function inLook({ language, colorScheme, width }, server, visit) {
  const viewport = { width, height: 900 }
  const context = await browser.newContext({ locale: language, colorScheme, viewport, bypassCSP: true })
  const page = await context.newPage()
  await page.route(`${demo.storefront_url}/**`, async (route) => {
    const asked = route.request().url()
    // Next.js compares the origin of a server action with the host.
    const headers = { ...(await route.request().allHeaders()), "x-forwarded-host": new URL(asked).host }
    const answer = await route.fetch({ url: asked.replace(demo.storefront_url, server), headers, maxRedirects: 0 })
    const isPage = /text\/html/.test(answer.headers()["content-type"] ?? "")
    if (!isPage) return route.fulfill({ response: answer })
    const html = await answer.text()
    const body = html.replace('<html lang="en">', `<html lang="${language}">`).replace("</head>", `${fontLink}</head>`)
    return route.fulfill({ response: answer, body })
  })
  if (fonts) await page.route(`${FONT_URL}**`, (route) => route.fulfill({ path: fontFile(route.request().url()) }))
  await visit(page)
  await context.close()
}

async function takeExample(page, look) {
  await page.goto(demo.storefront_url)
  await take(page, "login", look)
  await logIn(page, demo.other_customer, "login-email", "login-password", "login-submit")
  await page.locator("[data-testid=history-entry]").first().waitFor()
  await take(page, "account", look)
  await page.getByTestId("close-wallet").first().click()
  await take(page, "closing", look)
  for (const outcome of ["canceled", "failed"]) {
    await page.goto(`${demo.storefront_url}/account/amazon-pay?amazon_pay=${outcome}`)
    await page.getByTestId("result-banner").waitFor()
    await page.locator("[data-testid=history-entry]").first().waitFor()
    await take(page, outcome, look)
  }
  await page.route(/\/amazon-pay\/wallets\?/, (route) => route.fulfill({ json: { wallets: [], count: 0 } }))
  await page.reload()
  await page.getByTestId("save-wallet").waitFor()
  await take(page, "empty", look)
  await page.route(/\/amazon-pay\/wallets\?/, (route) => route.abort())
  await page.reload()
  await page.getByTestId("reload-wallets").waitFor()
  await take(page, "unreachable", look)
}

/** From the shop to an order that a saved wallet pays, with a look at what a buyer sees who turned back at Amazon. */
async function takeShopping(page, look) {
  await page.goto(demo.storefront_url)
  await logIn(page, demo.customer, "login-email", "login-password", "login-submit")
  await page.getByTestId("save-wallet").waitFor()
  await page.goto(`${demo.storefront_url}/shop`)
  await page.getByTestId("add-sencha").click()
  await page.getByTestId("to-checkout").waitFor()
  await take(page, "shop", look)
  await goToPayment(page, demo)
  await take(page, "checkout", look)
  await page.goto(`${demo.storefront_url}/checkout/amazon-pay/payses_canceled`)
  await page.getByTestId("payment-problem").waitFor()
  await page.getByTestId("delivery-standard").waitFor()
  await page.getByTestId("pay").waitFor()
  await take(page, "payment-return", look)
  await page.getByTestId("pay").click()
  await page.getByTestId("order").waitFor()
  await take(page, "order", look)
}

async function takeSection(page, name, look) {
  await page.goto(`${demo.storefront_url}/account/amazon-pay`)
  await page.getByLabel("E-mail").fill(demo.other_customer.email)
  await page.getByLabel("Password").fill(demo.other_customer.password)
  await page.getByRole("button", { name: "Log in" }).click()
  await page.locator(".amazon-pay-history-entry").first().waitFor()
  await page.goto(`${demo.storefront_url}/account/amazon-pay?amazon_pay=failed`)
  await page.locator(".amazon-pay-history-entry").first().waitFor()
  await take(page, name, look)
}

async function logIn(page, { email, password }, ...testIds) {
  await page.getByTestId(testIds[0]).fill(email)
  await page.getByTestId(testIds[1]).fill(password)
  await page.getByTestId(testIds[2]).click()
}

async function take(page, name, { language, colorScheme, width }) {
  if (fonts) {
    await page.addStyleTag({ content: ':root { font-family: system-ui, "Noto Sans JP", sans-serif !important }' })
    // Drawing asks for the files of the characters; only what is drawn after their arrival shows them all.
    await page.screenshot({ fullPage: true })
    await page.evaluate("document.fonts.ready.then(() => null)")
    await page.addStyleTag({ content: ":root { font-kerning: none }" })
  }
  const file = path.join(OUT, `${name}-${language}-${colorScheme}-${width}.png`)
  await page.screenshot({ path: file, fullPage: true, animations: "disabled" })
  console.log(path.relative(ROOT, file))
}

/** Without one, all characters look alike: a box. */
async function hasJapaneseFont() {
  const page = await browser.newPage()
  const [one, other] = await page.evaluate(() =>
    ["語", "払"].map((character) => {
      const canvas = globalThis.document.createElement("canvas")
      const paper = canvas.getContext("2d")
      paper.font = "40px sans-serif"
      paper.fillText(character, 10, 60)
      return canvas.toDataURL()
    }),
  )
  await page.close()
  return one !== other
}

/** Installs the font from npm, once, and answers its folder. */
function installedFont() {
  const folder = path.join(FONTS, "node_modules/@fontsource/noto-sans-jp")
  if (fs.existsSync(folder)) return folder
  fs.mkdirSync(FONTS, { recursive: true })
  fs.writeFileSync(path.join(FONTS, "package.json"), "{}")
  const install = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error", JAPANESE_FONT]
  const { status } = spawnSync("npm", install, { cwd: FONTS, stdio: "inherit" })
  if (status !== 0) throw new Error(`${JAPANESE_FONT} could not be installed`)
  return folder
}

function fontFile(url) {
  return path.join(fonts, new URL(url).pathname)
}

function servePlainPage() {
  const dist = path.join(ROOT, ".cache/plain-html")
  spawnSync(process.execPath, [path.join(ROOT, "examples/plain-html/build.mjs")], { stdio: "inherit" })
  const { backend_url, publishable_key, simulator_url } = demo
  return serveStorefront({ dist, config: { backend_url, publishable_key, script_origins: [simulator_url] } })
}

/** The Next.js example where its browser test has built it. */
async function startNext() {
  if (!fs.existsSync(path.join(NEXT, "built-from"))) return null
  const port = String(await freePort())
  const env = {
    ...process.env,
    NODE_ENV: "production",
    MEDUSA_BACKEND_URL: demo.backend_url,
    NEXT_PUBLIC_MEDUSA_PUBLISHABLE_KEY: demo.publishable_key,
  }
  const program = path.join(NEXT, "node_modules/next/dist/bin/next")
  const child = spawn(process.execPath, [program, "start", "--port", port], { cwd: NEXT, env })
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (said) => /Ready/.test(String(said)) && resolve())
    child.once("exit", () => reject(new Error("Next.js ended")))
  })
  return { url: `http://localhost:${port}`, stop: () => child.kill() }
}
