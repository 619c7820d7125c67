import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from "typeorm"

export type TopicStatus = "learning" | "approved" | "rejected"

/** An SNS topic that sent us something, and whether an admin trusts it. */
@Entity({ name: "amazon_pay_topic" })
export class TopicEntity {
  @PrimaryColumn({ type: "text" })
  arn!: string

  @Column({ type: "text" })
  merchant_account!: string

  @Column({ type: "text", default: "learning" })
  status!: TopicStatus

  @CreateDateColumn({ type: "timestamptz" })
  created_at!: Date

  @UpdateDateColumn({ type: "timestamptz" })
  updated_at!: Date
}
