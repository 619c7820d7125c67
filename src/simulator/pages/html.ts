/** Text that is HTML already. */
export type Html = Readonly<{ html: string }>

type Part = Html | string | number | null | false | undefined | readonly Part[]

/** Builds HTML; everything put into it is escaped unless it is HTML itself. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const rendered = texts.map((text, index) => text + (index < parts.length ? render(parts[index]) : ""))
  return { html: rendered.join("") }
}

function render(part: Part): string {
  if (part === null || part === false || part === undefined) return ""
  if (typeof part === "string" || typeof part === "number") return escape(String(part))
  if ("html" in part) return part.html
  return part.map(render).join("")
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char)
}
