import fs from "node:fs"
import { buildDocs, placeOf } from "./build-docs"

async function write(): Promise<void> {
  for (const [file, text] of await buildDocs()) fs.writeFileSync(placeOf(file), text)
}

void write()
