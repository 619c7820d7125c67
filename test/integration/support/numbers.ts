import { readFileSync } from "node:fs"

/** The numbers with which groups of tests in a file begin, e.g. 7 for `describe("7. a foreign topic", ...)`, in order. */
export function numbersIn(file: string): number[] {
  const names = readFileSync(file, "utf8").matchAll(/^ *describe\("(\d+)\. /gm)
  return [...names].map(([, number]) => Number(number)).sort((a, b) => a - b)
}

/** From the first to the last, both included. */
export function from(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
