import { measure } from "./meters"
import { traced } from "./spans"

/** Runs a job in a span that says how much it did of what, and measures it. */
export async function tracedJob<T extends Record<string, number>>(job: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  let outcome = "failed"
  try {
    return await traced(job, {}, async (tell) => {
      const result = await work()
      tell(result)
      outcome = "ok"
      return result
    })
  } finally {
    measure("job", (performance.now() - startedAt) / 1000, { job, outcome })
  }
}
