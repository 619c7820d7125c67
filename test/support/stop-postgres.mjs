import fs from "node:fs"

export default async function stopPostgres() {
  const { stop, dir } = globalThis.amazonPayPostgres
  await stop()
  fs.rmSync(dir, { recursive: true, force: true })
}
