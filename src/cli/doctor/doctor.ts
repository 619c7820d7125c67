import { EXIT, withoutSecrets, type ExitCode } from "../failure"
import { coloured, type Terminal } from "../terminal"
import { examine } from "./examine"
import type { Finding } from "./finding"

export type DoctorOptions = { directory: string; json?: boolean }

/** Says of everything around Amazon Pay in a store whether it is well, and what to do where it is not. */
export async function doctor(terminal: Terminal, { directory, json }: DoctorOptions): Promise<ExitCode> {
  const findings = await examine(directory)
  const errors = count(findings, "error")
  terminal.out(withoutSecrets(json ? inJson(findings) : inWords(terminal, findings)))
  return errors ? EXIT.failed : EXIT.ok
}

function inJson(findings: readonly Finding[]): string {
  const [errors, warnings] = [count(findings, "error"), count(findings, "warning")]
  return JSON.stringify({ ok: !errors, errors, warnings, findings })
}

const WORDS = { ok: ["green", "ok     "], warning: ["yellow", "warning"], error: ["red", "error  "] } as const

function inWords(terminal: Terminal, findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ level, account, message, fix }) => {
    const [colour, word] = WORDS[level]
    const about = account && account !== "default" ? `${account}: ` : ""
    return [`${coloured(terminal, colour, word)}  ${about}${message}`, ...(fix ? [`         ${fix}`] : [])]
  })
  return [...lines, "", summary(findings)].join("\n")
}

function summary(findings: readonly Finding[]): string {
  const [errors, warnings] = [count(findings, "error"), count(findings, "warning")]
  if (!errors && !warnings) return "All is well."
  return `${errors} ${errors === 1 ? "error" : "errors"}, ${warnings} ${warnings === 1 ? "warning" : "warnings"}.`
}

function count(findings: readonly Finding[], level: Finding["level"]): number {
  return findings.filter((finding) => finding.level === level).length
}
