import path from "node:path"
import { format } from "prettier"
import { storefrontErrorsTable } from "./errors"
import { metricsSection } from "./metrics"
import { numbersSection } from "./numbers"
import { reference } from "./reference"
import { controlTable, faultsSection, modesTable } from "./simulator"
import { readText, ROOT } from "./source"

/** What is written into hand-written pages, between `<!-- generated: NAME -->` and `<!-- /generated -->`. */
const REGIONS: Readonly<Record<string, () => string>> = {
  "storefront errors": storefrontErrorsTable,
  numbers: numbersSection,
  metrics: metricsSection,
  "simulator modes": modesTable,
  "simulator faults": faultsSection,
  "simulator control": controlTable,
}

const PAGES_WITH_REGIONS = ["docs/storefront.md", "docs/operations.md", "docs/simulator.md"]

const REGION = /(<!-- generated: ([\w ]+) -->)[\s\S]*?(<!-- \/generated -->)/g

/** Every generated page as it should be stored, by its path in the repository. */
export async function buildDocs(): Promise<ReadonlyMap<string, string>> {
  const pages: [string, string][] = [
    ["docs/reference.md", reference()],
    ...PAGES_WITH_REGIONS.map((file): [string, string] => [file, fillRegions(file)]),
  ]
  const formatted = pages.map(async ([file, text]): Promise<[string, string]> => [file, await formatMarkdown(text)])
  return new Map(await Promise.all(formatted))
}

function fillRegions(file: string): string {
  return readText(file).replace(REGION, (_, start: string, name: string, end: string) => {
    const region = REGIONS[name]
    if (!region) throw new Error(`${file} asks for the generated part "${name}", which does not exist`)
    return `${start}\n\n${region()}\n\n${end}`
  })
}

function formatMarkdown(text: string): Promise<string> {
  const settings = JSON.parse(readText(".prettierrc.json")) as Record<string, unknown>
  return format(text, { ...settings, parser: "markdown" })
}

/** Where a page lies on this machine. */
export function placeOf(file: string): string {
  return path.join(ROOT, file)
}
