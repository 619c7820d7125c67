/** Records by their id, and by the record they belong to. */
export type Records<T> = Readonly<{
  get(id: string): T | undefined
  has(id: string): boolean
  list(): T[]
  /** Those of one owner, oldest first. */
  of(ownerId: string): T[]
  /** Adds a record, or replaces the one of this id. */
  save(record: T): T
  /** Puts these in the place of all others. */
  restore(records: readonly T[]): void
}>

export function createRecords<T>(idOf: (record: T) => string, ownerOf: (record: T) => string): Records<T> {
  const records = new Map<string, T>()
  const owned = new Map<string, Set<string>>()

  function save(record: T): T {
    records.set(idOf(record), record)
    const ids = owned.get(ownerOf(record)) ?? new Set()
    owned.set(ownerOf(record), ids.add(idOf(record)))
    return record
  }

  return {
    save,
    get: (id) => records.get(id),
    has: (id) => records.has(id),
    list: () => [...records.values()],
    of: (ownerId) => [...(owned.get(ownerId) ?? [])].flatMap((id) => records.get(id) ?? []),
    restore(given) {
      records.clear()
      owned.clear()
      for (const record of given) save(record)
    },
  }
}
