import { OPERATIONS, type Operation } from "../../src/client/operations"
import { buildManifest } from "../manifest/build-manifest"
import { code, table } from "./markdown"
import { declaration, declarationsOf, filesBelow, parseSource, summaryOf } from "./source"

/** Every scheduled job, with the comment of its file. */
export function jobsTable(): string {
  const summaries = filesBelow("src/jobs", ".ts").map((file) => summaryOf(declaration(file, "default")))
  const rows = buildManifest().jobs.map(({ name, schedule }, index) => [
    code(name),
    code(schedule),
    summaries[index] ?? "",
  ])
  return table(["Job", "Schedule (cron)", "Does"], rows)
}

/** Every workflow of the entry point `./workflows`. */
export function workflowsTable(): string {
  const rows = filesBelow("src/workflows", ".ts").flatMap((file) =>
    [...declarationsOf(parseSource(file))]
      .filter(([name]) => name.endsWith("Workflow"))
      .map(([name, node]) => [code(name), summaryOf(node)]),
  )
  return table(["Workflow", "Does"], rows)
}

/** The operations of Amazon's API that are called, with Amazon's limits. */
export function limitsTable(): string {
  const rows = Object.values<Operation>(OPERATIONS).map(({ name, method, resource, live, sandbox }) => [
    name,
    code(`${method} ${resource("{id}")}`),
    `${live.burst} / ${live.perSecond}`,
    `${sandbox.burst} / ${sandbox.perSecond}`,
  ])
  return table(["Operation", "Call", "Live: burst / per second", "Sandbox: burst / per second"], rows)
}
