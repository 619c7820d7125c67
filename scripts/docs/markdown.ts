/** A table. Cells are Markdown; what would end a cell is escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")
}

function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, " ").replace(/\|/g, "\\|")
}

export function code(text: string): string {
  return `\`${text}\``
}

/** Names as a list in words: `a`, `b`. */
export function codes(names: readonly string[]): string {
  return names.map(code).join(", ")
}

/** Source text as it stands in the code. Unlike `ts` blocks, these are not compiled by the tests. */
export function verbatim(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trim()}\n\`\`\``
}
