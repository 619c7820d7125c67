import type { DataSource } from "typeorm"
import type { Statement } from "./support"

type PlanNode = {
  "Node Type": string
  "Relation Name"?: string
  "Actual Rows": number
  "Actual Loops": number
  "Rows Removed by Filter"?: number
  "Rows Removed by Index Recheck"?: number
  Plans?: PlanNode[]
}

/** What running a statement took. */
export type Work = {
  /** Rows that any table or index was read for, whether they were of use or not. */
  rowsRead: number
  /** Most rows that were sorted anywhere. */
  rowsSorted: number
  /** Tables that were read from one end to the other. */
  wholeTables: string[]
}

/** Sends statements again, transactions and settings too, and adds up what those that read take. */
export async function workOf(db: DataSource, statements: readonly Statement[]): Promise<Work> {
  const total: Work = { rowsRead: 0, rowsSorted: 0, wholeTables: [] }
  const runner = db.createQueryRunner()
  try {
    for (const { sql, parameters } of statements) {
      if (!/^\s*(select|with)\b(?! set_config)/i.test(sql)) {
        await runner.query(sql, parameters)
        continue
      }
      const [row] = (await runner.query(`explain (analyze, timing off, format json) ${sql}`, parameters)) as {
        "QUERY PLAN": [{ Plan: PlanNode }]
      }[]
      for (const node of nodesOf(row!["QUERY PLAN"][0].Plan)) count(node, total)
    }
  } finally {
    await runner.release()
  }
  return total
}

function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}

function count(node: PlanNode, total: Work): void {
  const kind = node["Node Type"]
  const rows = node["Actual Rows"] * node["Actual Loops"]
  if (/^(Index|Index Only|Bitmap Index|Bitmap Heap|Seq|Tid) Scan$/.test(kind)) {
    const wasted = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0)
    total.rowsRead += rows + wasted * node["Actual Loops"]
  }
  if (kind === "Seq Scan") total.wholeTables.push(node["Relation Name"] ?? "")
  if (/Sort/.test(kind)) total.rowsSorted = Math.max(total.rowsSorted, inputOf(node))
}

const inputOf = ({ Plans = [] }: PlanNode) =>
  Plans.reduce((sum, input) => sum + input["Actual Rows"] * input["Actual Loops"], 0)
