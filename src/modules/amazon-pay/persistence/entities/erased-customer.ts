import { Column, Entity, PrimaryColumn } from "typeorm"

/** A customer who is gone: an id and nothing else, so that nothing under way makes a wallet for them. */
@Entity({ name: "amazon_pay_erased_customer" })
export class ErasedCustomerEntity {
  @PrimaryColumn({ type: "text" })
  customer_id!: string

  @Column({ type: "timestamptz" })
  requested_at!: Date
}
