import ts from "typescript"
import { DEFAULT_MODES } from "../../src/simulator/modes"
import { code, table } from "./markdown"
import { declaration, nodesBelow, parseSource, summaryOf } from "./source"

/** Every mode with its default. */
export function modesTable(): string {
  const defaults = new Map(Object.entries(DEFAULT_MODES))
  const rows = membersOf("src/simulator/modes.ts", "Modes").map(({ name, type, summary }) => {
    const usual = defaults.get(name)
    return [code(name), valuesOf(type), code(String(usual)), summary]
  })
  return table(["Mode", "Values", "Default", "Meaning"], rows)
}

/** Every member of a fault, for requests and for notifications. */
export function faultsSection(): string {
  return (["RequestFault", "NotificationFault"] as const)
    .map((name) => {
      const rows = membersOf("src/simulator/faults/faults.ts", name).map((member) => [
        code(member.name),
        valuesOf(member.type),
        member.summary,
      ])
      const summary = summaryOf(declaration("src/simulator/faults/faults.ts", name))
      return `${code(name)}: ${summary}\n\n${table(["Member", "Value", "Meaning"], rows)}`
    })
    .join("\n\n")
}

type Member = { name: string; type: string; summary: string }

function membersOf(file: string, type: string): Member[] {
  return nodesBelow(declaration(file, type), ts.isPropertySignature).map((member) => ({
    name: member.name.getText(),
    type: member.type?.getText() ?? "",
    summary: summaryOf(member),
  }))
}

/** A type by its values, where they are listed there or in a constant of the same file. */
function valuesOf(type: string): string {
  const values = VALUES[type] ?? literalsIn(type)
  return values.length ? values.map(code).join(", ") : code(type)
}

/** `"a" | "b"` as `a` and `b`; empty for any other type. */
function literalsIn(type: string): string[] {
  const members = type.split("|").map((member) => /^"([^"]+)"$/.exec(member.trim())?.[1])
  return members.every((member) => member !== undefined) ? members.map(String) : []
}

const VALUES: Readonly<Record<string, readonly string[]>> = {
  ShownChargePermission: listed("SHOWN"),
  "(typeof NOTIFICATIONS)[number]": listed("NOTIFICATIONS"),
  "(typeof EFFECTIVE)[number]": listed("EFFECTIVE"),
  "(typeof SETUP_ONLY)[number]": listed("SETUP_ONLY"),
  "ReadLag | null": ["null", "{ reads: number }", "{ seconds: number }"],
  Times: ["number", "always"],
}

function listed(constant: string): string[] {
  return nodesBelow(declaration("src/simulator/modes.ts", constant), ts.isStringLiteral).map(({ text }) => text)
}

/** Every call of the control API over HTTP. */
export function controlTable(): string {
  const rows = nodesBelow(parseSource("src/simulator/control/http.ts"), ts.isCallExpression)
    .filter(({ expression }) => expression.getText() === "route")
    .map(({ arguments: [method, path, run] }) => {
      if (!method || !path || !run) throw new Error("A call of the simulator's control API has an unknown form")
      const [called] = nodesBelow(run, ts.isPropertyAccessExpression).filter(
        ({ expression }) => expression.getText() === "control",
      )
      return [code(`${method.getText().slice(1, -1)} ${pathInWords(path.getText())}`), code(called?.name.text ?? "")]
    })
  return table(["Call", "Same as `control.`"], rows)
}

/** `/^wallets\/([^/]+)$/` as `/_control/wallets/:id`. */
function pathInWords(pattern: string): string {
  const path = pattern.replace(/^\/\^|\$\/$/g, "").replace("([^/]+)", ":id")
  return `/_control/${path.replace(/\\\//g, "/")}`
}
