const COLUMNS = ["row", "value", "unit", "yardstick", "against", "ratio", "target", "met"]

/** @param {readonly import("./row.mjs").Row[]} rows */
export function asTable(rows) {
  const lines = [COLUMNS, ...rows.map(cellsOf)]
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  )
  return [text[0], widths.map((width) => "-".repeat(width)).join("  "), ...text.slice(1)].join("\n")
}

/** The same for a page. @param {readonly import("./row.mjs").Row[]} rows */
export function asMarkdown(rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`
  return [line(COLUMNS), line(COLUMNS.map(() => "---")), ...rows.map((row) => line(cellsOf(row)))].join("\n")
}

function cellsOf({ name, value, unit, yardstick, against, ratio, ratio_range: range, target, met }) {
  const spread = range ? ` (${figure(range[0])}-${figure(range[1])})` : ""
  return [
    name,
    figure(value),
    unit,
    yardstick === null ? "" : figure(yardstick),
    against,
    ratio === null ? "" : figure(ratio) + spread,
    target ?? "",
    met === null ? "" : met ? "yes" : "NO",
  ]
}

function figure(value) {
  if (Number.isInteger(value)) return String(value)
  if (value >= 100) return value.toFixed(0)
  return value >= 10 ? value.toFixed(1) : value.toFixed(3)
}
