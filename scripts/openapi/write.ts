import fs from "node:fs"
import { OPENAPI_FILE, openApiText } from "./build-openapi"

fs.writeFileSync(OPENAPI_FILE, openApiText())
