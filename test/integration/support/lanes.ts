/** Does so many works at a time. Answers what each came to, in their order. */
export async function inLanes<T>(atOnce: number, works: readonly (() => Promise<T>)[]): Promise<T[]> {
  const left = [...works.entries()]
  const results: T[] = []
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await next[1]()
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return results
}
