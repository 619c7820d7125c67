import type { MigrationInterface, QueryRunner } from "typeorm"

/**
 * What the admin's lists are read by. The filters of the history with few values (status, type, initiator, sources) are
 * kept together as one number, the facet: an index on it serves every combination of them in the order of the list.
 */
export class ListIndexes1764000007000 implements MigrationInterface {
  readonly name = "ListIndexes1764000007000"

  async up(db: QueryRunner): Promise<void> {
    await db.query(`alter table "amazon_pay_wallet_update" add "facet" smallint not null default 0`)
    await db.query(FACET_FUNCTION)
    await db.query(`create trigger "amazon_pay_update_facet" before insert or update
      of "status", "update_type", "initiated_by", "sources" on "amazon_pay_wallet_update"
      for each row execute function "amazon_pay_update_facet"()`)
    await db.query(`update "amazon_pay_wallet_update" set "status" = "status"`)
    for (const [name] of REPLACED) await db.query(`drop index "${name}"`)
    for (const [name, place] of INDEXES) await db.query(`create index "${name}" on ${place}`)
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [name] of INDEXES) await db.query(`drop index "${name}"`)
    for (const [name, place] of REPLACED) await db.query(`create index "${name}" on ${place}`)
    await db.query(`drop trigger "amazon_pay_update_facet" on "amazon_pay_wallet_update"`)
    await db.query(`drop function "amazon_pay_update_facet"()`)
    await db.query(`alter table "amazon_pay_wallet_update" drop "facet"`)
  }
}

/** A word that is not in a list counts as 0, like a type that is not there. */
const FACET_FUNCTION = `
  create function "amazon_pay_update_facet"() returns trigger language plpgsql as $$
  begin
    new.facet :=
      coalesce(array_position(array['started', 'pending', 'completed', 'canceled', 'declined', 'failed', 'expired'],
        new.status), 0) * 1024
      + coalesce(array_position(array['set_up', 'payment_method', 'shipping_address'], new.update_type), 0) * 128
      + coalesce(array_position(array['customer', 'amazon', 'admin', 'system'], new.initiated_by), 0) * 16
      + ('return' = any(new.sources))::int + ('ipn' = any(new.sources))::int * 2
      + ('reconciliation' = any(new.sources))::int * 4 + ('admin' = any(new.sources))::int * 8;
    return new;
  end $$`

const UPDATE = `"amazon_pay_wallet_update"`
const WALLET = `"amazon_pay_wallet"`
const NOTIFICATION = `"amazon_pay_notification"`

/** Newest first, in a direction that the indexes of whole tables do not have. See persistence/keyset.ts for the reason. */
const newest = (time: string, id: string) => `"${time}" desc nulls last, "${id}" desc nulls last`
const ENTRIES = newest("created_at", "id")
const MESSAGES = newest("received_at", "message_id")

const ONLY_WAITING = `status = 'non_chargeable' and reasons <> '{}' and reasons <@ array['ChargeInProgress']`
const NEEDS_ATTENTION = `status = 'non_chargeable' and not (reasons <> '{}' and reasons <@ array['ChargeInProgress'])`

const INDEXES = [
  ["amazon_pay_update_by_customer", `${UPDATE} ("customer_id", ${ENTRIES})`],
  ["amazon_pay_update_by_wallet", `${UPDATE} ("wallet_id", ${ENTRIES})`],
  ["amazon_pay_update_by_facet", `${UPDATE} ("facet", ${ENTRIES})`],
  ["amazon_pay_update_by_customer_facet", `${UPDATE} ("customer_id", "facet", ${ENTRIES})`],
  ["amazon_pay_update_by_wallet_facet", `${UPDATE} ("wallet_id", "facet", ${ENTRIES})`],
  ["amazon_pay_wallet_by_time", `${WALLET} ("created_at", "id")`],
  ["amazon_pay_wallet_by_customer", `${WALLET} ("customer_id", ${ENTRIES})`],
  ["amazon_pay_wallet_by_status", `${WALLET} ("status", ${ENTRIES})`],
  ["amazon_pay_wallet_by_permission", `${WALLET} ("charge_permission_id")`],
  ["amazon_pay_wallet_needs_attention", `${WALLET} (${ENTRIES}) where ${NEEDS_ATTENTION}`],
  ["amazon_pay_wallet_waiting", `${WALLET} (${ENTRIES}) where ${ONLY_WAITING}`],
  ["amazon_pay_notification_by_permission", `${NOTIFICATION} ("charge_permission_id", ${MESSAGES})`],
  ["amazon_pay_notification_by_update", `${NOTIFICATION} ("update_id", ${MESSAGES})`],
  ["amazon_pay_notification_by_status", `${NOTIFICATION} ("status", ${MESSAGES})`],
  ["amazon_pay_notification_by_topic", `${NOTIFICATION} ("topic_arn", "status", ${MESSAGES})`],
  ["amazon_pay_notification_by_object_type", `${NOTIFICATION} ("object_type", "status", ${MESSAGES})`],
  ["amazon_pay_notification_by_notification_id", `${NOTIFICATION} ("notification_id")`],
] as const

/** Indexes that are made anew in the direction of the lists, as they were. */
const REPLACED = [
  ["amazon_pay_update_by_customer", `${UPDATE} ("customer_id", "created_at", "id")`],
  ["amazon_pay_update_by_wallet", `${UPDATE} ("wallet_id", "created_at", "id")`],
  ["amazon_pay_wallet_by_customer", `${WALLET} ("customer_id", "created_at", "id")`],
  ["amazon_pay_notification_by_permission", `${NOTIFICATION} ("charge_permission_id", "received_at")`],
  ["amazon_pay_notification_by_update", `${NOTIFICATION} ("update_id")`],
  ["amazon_pay_notification_by_status", `${NOTIFICATION} ("status", "received_at", "message_id")`],
] as const
