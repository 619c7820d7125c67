import { JobRunEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"

/**
 * Runs a job and notes when, and how it went, so that the status page can tell whether it still runs.
 *
 * @param work answers how much it did of what
 */
export async function recordRun<T extends Record<string, number>>(
  runtime: Runtime,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const runs = runtime.db.getRepository(JobRunEntity)
  await runs.upsert({ name, started_at: runtime.now(), finished_at: null, error: null, result: null }, ["name"])
  try {
    const result = await work()
    await runs.update(name, { finished_at: runtime.now(), result })
    return result
  } catch (error) {
    await runs.update(name, { finished_at: runtime.now(), error: error instanceof Error ? error.message : "unknown" })
    throw error
  }
}
