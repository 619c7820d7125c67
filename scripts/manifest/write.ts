import fs from "node:fs"
import { MANIFEST_FILE, manifestText } from "./build-manifest"

fs.writeFileSync(MANIFEST_FILE, manifestText())
