import fs from "node:fs"

const EVERY_MS = 2000

/**
 * Gives a simulator back what it knew, and writes down what it knows from then on: every two seconds when something has
 * changed, and at the end.
 *
 * @param {import("../../src/simulator").SimulatorControl} control
 * @param {string} file
 * @param {(line: string) => void} say told about a file that cannot be used
 * @returns {Promise<{ wasRestored: boolean, save: () => Promise<void>, stop: () => Promise<void> }>}
 */
export async function rememberSimulator(control, file, say) {
  const wasRestored = await restore(control, file, say)
  let written = ""
  const save = async () => {
    const text = JSON.stringify(await control.snapshot())
    if (text === written) return
    fs.writeFileSync(`${file}.new`, text, { mode: 0o600 })
    fs.renameSync(`${file}.new`, file)
    written = text
  }
  const complain = (error) => say(`What the simulator knows could not be written: ${error.message}`)
  const timer = setInterval(() => save().catch(complain), EVERY_MS)
  return {
    wasRestored,
    save,
    stop() {
      clearInterval(timer)
      return save()
    },
  }
}

async function restore(control, file, say) {
  if (!fs.existsSync(file)) return false
  try {
    await control.restore(JSON.parse(fs.readFileSync(file, "utf8")))
    return true
  } catch (error) {
    fs.renameSync(file, `${file}.damaged`)
    say(`${file} is damaged and ignored, a copy stays in ${file}.damaged: ${error.message}`)
    return false
  }
}
