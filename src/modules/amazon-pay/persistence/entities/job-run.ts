import { Column, Entity, PrimaryColumn } from "typeorm"

/** The latest run of a job, for whoever asks whether it still runs. */
@Entity({ name: "amazon_pay_job_run" })
export class JobRunEntity {
  @PrimaryColumn({ type: "text" })
  name!: string

  @Column({ type: "timestamptz" })
  started_at!: Date

  @Column({ type: "timestamptz", nullable: true })
  finished_at!: Date | null

  @Column({ type: "text", nullable: true })
  error!: string | null

  @Column({ type: "jsonb", nullable: true })
  result!: Record<string, number> | null
}
