/** Why a value was refused, in the words of Amazon's error codes. */
export type ViolationCode = "UnrecognizedField" | "MissingParameterValue" | "InvalidParameterValue"

/** A value that is not what it has to be. */
export class Violation extends Error {
  override readonly name = "Violation"

  constructor(
    readonly reasonCode: ViolationCode,
    message: string,
  ) {
    super(message)
  }
}

/** Reads one value: answers it typed, or throws a Violation that names where it stands. */
export type Check<T> = (value: unknown, path: string) => T

/** A record as JSON holds it: its times are texts. */
export type Stored<T> = { readonly [Member in keyof T]: StoredMember<T[Member]> }
type StoredMember<M> = M extends Date ? string : M

/** A record with its times as texts. */
export function stored<T extends object>(record: T): Stored<T> {
  const members = Object.entries(record).map(([name, member]: [string, unknown]) => [
    name,
    member instanceof Date ? member.toISOString() : member,
  ])
  return Object.fromEntries(members) as Stored<T>
}

type Shape = Readonly<Record<string, Check<unknown>>>
type OptionalIn<S extends Shape> = { [Name in keyof S]: undefined extends ReturnType<S[Name]> ? Name : never }[keyof S]
type Read<S extends Shape> = { [Name in Exclude<keyof S, OptionalIn<S>>]: ReturnType<S[Name]> } & {
  [Name in OptionalIn<S>]?: Exclude<ReturnType<S[Name]>, undefined>
}

/** @throws Violation */
export function check<T>(rule: Check<T>, value: unknown, path = ""): T {
  return rule(value, path)
}

/** An object with these members and no other. Members that are not there stay away. */
export function object<S extends Shape>(shape: S): Check<Read<S>> {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(path, "has to be an object")
    const members = new Map(Object.entries(value))
    for (const name of members.keys()) {
      if (Object.hasOwn(shape, name)) continue
      throw new Violation("UnrecognizedField", `The field ${join(path, name)} is not recognized`)
    }
    const read = Object.entries(shape).map(([name, rule]) => [name, rule(members.get(name), join(path, name))] as const)
    return Object.fromEntries(read.filter(([, member]) => member !== undefined)) as Read<S>
  }
}

/** An object whose member names are free. */
export function record<T>(rule: Check<T>, isName: (name: string) => boolean = () => true): Check<Record<string, T>> {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(path, "has to be an object")
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        if (!isName(name)) throw invalid(join(path, name), "is not a name that can stand here")
        return [name, rule(member, join(path, name))]
      }),
    )
  }
}

export function optional<T>(rule: Check<T>): Check<T | undefined> {
  return (value, path) => (value === undefined ? undefined : rule(value, path))
}

export function nullable<T>(rule: Check<T>): Check<T | null> {
  return (value, path) => (value === null ? null : rule(value, path))
}

/** A point in time, ISO 8601. */
export function time(): Check<Date> {
  return (value, path) => {
    const date = new Date(text()(value, path))
    if (Number.isNaN(date.getTime())) throw invalid(path, "has to be a time, ISO 8601")
    return date
  }
}

export function text(limits: { max?: number; min?: number; pattern?: RegExp } = {}): Check<string> {
  return (value, path) => {
    if (value === undefined) throw missing(path)
    if (typeof value !== "string") throw invalid(path, "has to be a text")
    if (value.length < (limits.min ?? 1)) throw missing(path)
    if (limits.max !== undefined && value.length > limits.max) {
      throw invalid(path, `is longer than ${limits.max} characters`)
    }
    if (limits.pattern && !limits.pattern.test(value)) throw invalid(path, "is not of the right form")
    return value
  }
}

export function oneOf<const T extends string>(values: readonly T[]): Check<T> {
  return (value, path) => {
    if (value === undefined) throw missing(path)
    const found = values.find((candidate) => candidate === value)
    if (found !== undefined) return found
    throw invalid(path, `has to be one of ${values.join(", ")}`)
  }
}

export function flag(): Check<boolean> {
  return (value, path) => {
    if (value === undefined) throw missing(path)
    if (typeof value !== "boolean") throw invalid(path, "has to be true or false")
    return value
  }
}

export function number(limits: { min?: number; max?: number } = {}): Check<number> {
  return (value, path) => {
    if (value === undefined) throw missing(path)
    if (typeof value !== "number" || !Number.isFinite(value)) throw invalid(path, "has to be a number")
    if (value < (limits.min ?? -Infinity) || value > (limits.max ?? Infinity)) throw invalid(path, "is out of range")
    return value
  }
}

export function list<T>(rule: Check<T>): Check<T[]> {
  return (value, path) => {
    if (value === undefined) throw missing(path)
    if (!Array.isArray(value)) throw invalid(path, "has to be a list")
    return value.map((item: unknown, index) => rule(item, `${path}[${index}]`))
  }
}

/** The first rule that accepts the value decides; the last one's complaint is told. */
export function either<A, B>(first: Check<A>, second: Check<B>): Check<A | B> {
  return (value, path) => {
    try {
      return first(value, path)
    } catch (error) {
      if (!(error instanceof Violation)) throw error
      return second(value, path)
    }
  }
}

export function missing(path: string): Violation {
  return new Violation("MissingParameterValue", `A value is required for ${path || "the request"}`)
}

export function invalid(path: string, why: string): Violation {
  return new Violation("InvalidParameterValue", `The value of ${path || "the request"} ${why}`)
}

function join(path: string, name: string): string {
  return path ? `${path}.${name}` : name
}
