import { JobRunEntity } from "../persistence/entities"
import type { Runtime } from "../runtime"
import { failureInWords } from "../telemetry/failures"
import { tracedJob } from "../telemetry/jobs"
import { say } from "../telemetry/say"

/**
 * Runs a job and notes when, and how it went, so that the status page can tell whether it still runs.
 *
 * @param work answers how much it did of what
 */
export function recordRun<T extends Record<string, number>>(
  runtime: Runtime,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  return tracedJob(name, () => noted(runtime, name, work))
}

async function noted<T extends Record<string, number>>(
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
    const failure = failureInWords(error)
    say(runtime.logger, "error", "a job failed", { job: name, ...failure })
    await runs.update(name, { finished_at: runtime.now(), error: failure.error })
    throw error
  }
}

/**
 * Notes a run that has ended, where noting its beginning would be too much.
 *
 * @param result `null` where there was nothing to do; that of the last run with something to do stays then
 */
export async function noteRun(
  { db, now }: Runtime,
  name: string,
  startedAt: Date,
  result: Record<string, number> | null,
): Promise<void> {
  await db.query(
    `insert into amazon_pay_job_run as known (name, started_at, finished_at, error, result) values ($1, $2, $3, null, $4)
     on conflict (name) do update set started_at = excluded.started_at, finished_at = excluded.finished_at, error = null,
       result = coalesce(excluded.result, known.result)`,
    [name, startedAt, now(), result && JSON.stringify(result)],
  )
}
