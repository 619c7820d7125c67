// npm run bench [-- part-of-a-row's-name ...] [--quick] [--reach 0.7]: measures, prints a table, writes bench/results.json.
import fs from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import { describeMachine } from "./lib/machine.mjs"
import { openStage } from "./lib/stage.mjs"
import { asTable } from "./lib/table.mjs"
import { GROUPS } from "./registry.mjs"

const RESULTS = path.join(import.meta.dirname, "results.json")
const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false }, reach: { type: "string", default: "1" } },
})
const { quick } = values
/** How much of each target has to be reached: less than all of it where other programs take from the machine. */
const reach = Number(values.reach)
const isWanted = (name) => !wanted.length || wanted.some((part) => name.includes(part))
const say = (line) => console.error(line)

const groups = GROUPS.filter(({ names, isLong }) => names.some(isWanted) && (wanted.length > 0 || !isLong))
if (!groups.length) {
  console.error(`No row is called like that. Rows:\n${GROUPS.flatMap(({ names }) => names).join("\n")}`)
  process.exit(2)
}
const machine = { ...describeMachine(), quick }
const rows = await measure()
console.log(`\n${machine.cpu}, ${machine.cores} cores, Node ${machine.node}; ${machine.placement}\n`)
console.log(asTable(rows))
const missed = rows.filter(({ met }) => met === false)
if (missed.length) console.error(`\nTargets missed: ${missed.map(({ name }) => name).join("; ")}`)
const failed = missed.filter(({ reached }) => !(reached >= reach))
process.exitCode = failed.length ? 1 : 0

async function measure() {
  let opened
  const stage = () => (opened ??= openStage({ say }))
  try {
    const measured = []
    for (const group of groups) {
      const own = (await rowsOf(group, { quick, stage, say })).filter(({ name }) => isWanted(name))
      measured.push(...own)
      say(`\n${asTable(own)}\n`)
      write(measured)
    }
    return measured
  } finally {
    await (await opened)?.close()
  }
}

/** After each group, so that what was measured is there even if the rest is not. */
function write(measured) {
  fs.writeFileSync(RESULTS, `${JSON.stringify({ machine, rows: measured }, null, 2)}\n`)
}

/** A group that leaves out a row would pass unseen. */
async function rowsOf({ names, measure: measureGroup }, context) {
  say(`Measuring ${names.join("; ")} ...`)
  const measured = await measureGroup(context)
  const found = measured.map(({ name }) => name)
  if (JSON.stringify(found) === JSON.stringify(names)) return measured
  throw new Error(`Rows that were announced: ${names.join("; ")}. Measured: ${found.join("; ")}`)
}
