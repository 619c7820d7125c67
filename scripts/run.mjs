// build, lint, typecheck and test, each installing first what is missing.
import { ensureInstalled } from "./lib/install.mjs"

const [task, ...rest] = process.argv.slice(2)

ensureInstalled()
const { TASKS } = await import("./lib/tasks.mjs")
if (!TASKS[task]) {
  console.error(`There is no task "${task}". Tasks: ${Object.keys(TASKS).join(", ")}`)
  process.exit(2)
}
try {
  await TASKS[task](...rest)
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
