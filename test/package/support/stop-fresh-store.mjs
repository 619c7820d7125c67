import fs from "node:fs"

export default async function stopFreshStoreForTests() {
  const { dir, stop } = globalThis.amazonPayFreshStore
  await stop()
  fs.rmSync(dir, { recursive: true, force: true })
}
