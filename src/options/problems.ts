import type { OptionProblem } from "./error"

/** Collects problems instead of stopping at the first one. */
export class Problems {
  readonly found: OptionProblem[] = []
  private readonly unreadable: string[] = []

  /** Notes a problem, unless the option could not even be read: then that was said already. */
  add(option: string, message: string): void {
    if (!this.isUnreadable(option)) this.found.push({ option, message })
  }

  /** Notes that an option has the wrong shape; whatever else is found about it follows from that. */
  addUnreadable(option: string, message: string): void {
    this.found.push({ option, message })
    this.unreadable.push(option)
  }

  /** Whether the option, a part of it, or the shared option it falls back to has the wrong shape. */
  isUnreadable(option: string): boolean {
    const shared = option.replace(/^accounts\.[^.]+\./, "")
    return this.unreadable.some((path) => touches(path, option) || touches(path, shared))
  }

  /** The value, or the fallback after noting that the option is missing. */
  require<T>(value: T | undefined, option: string, fallback: T): T {
    if (value !== undefined) return value
    this.add(option, "is required")
    return fallback
  }
}

function touches(path: string, option: string): boolean {
  return path === option || path.startsWith(`${option}.`) || option.startsWith(`${path}.`)
}
