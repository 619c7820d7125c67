import fs from "node:fs"

export default async function stopDemo() {
  const { demo, dir } = globalThis.amazonPayDemo
  await demo.stop()
  fs.rmSync(dir, { recursive: true, force: true })
}
