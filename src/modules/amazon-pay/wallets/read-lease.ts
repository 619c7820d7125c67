import type { DataSource, EntityManager } from "typeorm"

const LEASE_SECONDS = 60

export type ReadLease =
  /** It is ours: read, then apply with this ticket. */
  | { taken: true; ticket: string }
  /** Somebody is reading and will read once more; `ticket` is the reading that is too old for us. */
  | { taken: false; ticket: string }

/**
 * Takes the right to read one wallet at Amazon, for all processes, or asks the one who has it to read again.
 * One statement, so that no request falls between "somebody is reading" and "please read again".
 *
 * @returns `null` when there is no such wallet, or nothing of it may be read any more
 */
export async function takeReadLease(db: DataSource, walletId: string): Promise<ReadLease | null> {
  const [rows] = await db.query<[{ read_ticket: string; read_again: boolean }[], number]>(
    `update amazon_pay_wallet set
       read_again = coalesce(read_lease_until > now(), false),
       read_ticket = read_ticket + case when read_lease_until > now() then 0 else 1 end,
       read_lease_until = case when read_lease_until > now() then read_lease_until
                          else now() + make_interval(secs => $2) end
     where id = $1 and erased_at is null
     returning read_ticket, read_again`,
    [walletId, LEASE_SECONDS],
  )
  const row = rows[0]
  if (!row) return null
  return { taken: !row.read_again, ticket: row.read_ticket }
}

/**
 * Takes the right to read one wallet if nobody has it, and asks nobody for anything: who waits like this must not make the
 * one who reads read on and on.
 *
 * @returns the ticket, or `null` while somebody else reads
 */
export async function takeFreeReadLease(db: DataSource, walletId: string): Promise<string | null> {
  const [rows] = await db.query<[{ read_ticket: string }[], number]>(
    `update amazon_pay_wallet set
       read_again = false, read_ticket = read_ticket + 1, read_lease_until = now() + make_interval(secs => $2)
     where id = $1 and erased_at is null and coalesce(read_lease_until <= now(), true)
     returning read_ticket`,
    [walletId, LEASE_SECONDS],
  )
  return rows[0]?.read_ticket ?? null
}

/**
 * Ends a lease after its reading was applied. When somebody asked for another reading meanwhile, the lease is kept and
 * the new ticket returned.
 *
 * @returns the ticket of the trailing reading, or `null` when there is nothing more to read
 */
export async function releaseOrRenew(db: EntityManager, walletId: string, ticket: string): Promise<string | null> {
  const [rows] = await db.query<[{ read_ticket: string }[], number]>(
    `update amazon_pay_wallet set
       read_ticket = read_ticket + case when read_again then 1 else 0 end,
       read_lease_until = case when read_again then now() + make_interval(secs => $3) else null end,
       read_again = false
     where id = $1 and read_ticket = $2
     returning read_ticket`,
    [walletId, ticket, LEASE_SECONDS],
  )
  const next = rows[0]?.read_ticket
  return next && next !== ticket ? next : null
}

/** Gives a lease back without a reading, so that the next caller need not wait for it to run out. */
export async function dropReadLease(db: DataSource, walletId: string, ticket: string): Promise<void> {
  await db.query(
    `update amazon_pay_wallet set read_lease_until = null, read_again = false where id = $1 and read_ticket = $2`,
    [walletId, ticket],
  )
}

/** What became of the readings after one of them: a later one was applied, one goes on, or nobody reads. */
export type ReadingAfter = "applied" | "going_on" | "abandoned"

/** Looks how far the readings after `ticket` are. PostgreSQL's clock decides, as it does for the lease. */
export async function readingAfter(db: DataSource, walletId: string, ticket: string): Promise<ReadingAfter> {
  const [row] = await db.query<{ state: ReadingAfter }[]>(
    `select case when applied_ticket > $2 then 'applied'
                 when read_lease_until > now() then 'going_on'
                 else 'abandoned' end as state
     from amazon_pay_wallet where id = $1`,
    [walletId, ticket],
  )
  return row?.state ?? "abandoned"
}
