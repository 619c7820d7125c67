// Prints the launch options of a Chromium that runs here, as JSON, for programs that cannot import ES modules.
import { findBrowser } from "./browser.mjs"

const { executablePath, args, env } = await findBrowser(process.argv[2])
console.log(JSON.stringify({ executablePath, args, env }))
