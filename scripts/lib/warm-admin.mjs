/** A module's imports, as Vite writes them: always as paths, in double quotes. */
const IMPORTS = /(?:\bfrom\s*|\bimport\s*)"(\/[^"\n]+|\.\.?\/[^"\n]+)"/g
const SCRIPTS = /<script[^>]*\ssrc="([^"]+)"/g
const WALKS = 3

/**
 * Loads the admin as a browser would, so that Vite has bundled its dependencies before somebody looks: the page, its
 * entry, and every module these import. Some dependencies are found on the way, and Vite bundles all anew then; so the
 * way is walked again until it leads to the same files.
 *
 * @param {string} adminUrl
 * @param {AbortSignal} signal
 * @throws what fetch throws, e.g. when the store ends
 */
export async function warmAdmin(adminUrl, signal) {
  let before = ""
  for (let walk = 0; walk < WALKS; walk++) {
    const urls = await modulesOf(adminUrl, signal)
    const now = [...urls].sort().join("\n")
    if (now === before) return
    before = now
  }
}

async function modulesOf(adminUrl, signal) {
  const page = `${adminUrl}/`
  const seen = new Set()
  let found = linked(await textOf(page, signal), SCRIPTS, page)
  while (found.length) {
    const fresh = [...new Set(found)].filter((url) => !seen.has(url))
    for (const url of fresh) seen.add(url)
    found = (await Promise.all(fresh.map(async (url) => linked(await textOf(url, signal), IMPORTS, url)))).flat()
  }
  return seen
}

function linked(text, pattern, base) {
  return [...text.matchAll(pattern)].map(([, link]) => new URL(link, base).href)
}

async function textOf(url, signal) {
  return (await fetch(url, { signal })).text()
}
