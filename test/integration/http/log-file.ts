import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"

/** Where Medusa's logger writes besides the console, warnings and errors. It asks when it is loaded: import this before Medusa. */
export const logFile = path.join(mkdtempSync(path.join(tmpdir(), "amazon-pay-log-")), "store.log")
process.env.LOG_FILE = logFile
process.env.LOG_LEVEL = "warn"
