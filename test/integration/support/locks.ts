import { setTimeout as delay } from "node:timers/promises"
import type { DataSource } from "typeorm"

/** Resolves as soon as so many connections of the database wait for a lock. */
export async function waitingForLocks(db: DataSource, count: number): Promise<void> {
  for (;;) {
    const [row] = await db.query<{ waiting: number }[]>(
      `select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if ((row?.waiting ?? 0) >= count) return
    await delay(5)
  }
}
