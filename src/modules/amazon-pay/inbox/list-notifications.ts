import type { DataSource } from "typeorm"
import type { NotificationStatus } from "../../../contracts"
import { NotificationEntity } from "../persistence/entities"
import { cappedCount } from "../persistence/capped-count"

export type NotificationFilters = {
  status?: NotificationStatus[]
  topicArn?: string
  chargePermissionId?: string
  updateId?: string
}

/**
 * A page of the inbox, newest first.
 *
 * @returns the page and how many match, capped at 10,001
 */
export async function listNotifications(
  db: DataSource,
  filters: NotificationFilters,
  page: { limit: number; offset: number },
): Promise<{ notifications: NotificationEntity[]; count: number }> {
  const conditions: [unknown, string][] = [
    [filters.status, "n.status in (:...status)"],
    [filters.topicArn, "n.topic_arn = :topicArn"],
    [filters.chargePermissionId, "n.charge_permission_id = :chargePermissionId"],
    [filters.updateId, "n.update_id = :updateId"],
  ]
  const filtered = () => {
    const query = db.createQueryBuilder(NotificationEntity, "n").where("true")
    for (const [value, condition] of conditions) if (value !== undefined) query.andWhere(condition, filters)
    return query
  }
  const [notifications, count] = await Promise.all([
    filtered()
      .orderBy("n.received_at", "DESC")
      .addOrderBy("n.message_id", "DESC")
      .limit(page.limit)
      .offset(page.offset)
      .getMany(),
    cappedCount(db, filtered()),
  ])
  return { notifications, count }
}
