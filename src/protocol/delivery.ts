/**
 * Where a buyer's address may lie, as Amazon's `deliverySpecifications`.
 *
 * @see https://developer.amazon.com/docs/amazon-pay-checkout/address-restriction-samples.html
 */
export type DeliverySpecifications = Readonly<{
  specialRestrictions?: readonly ("RestrictPOBoxes" | "RestrictPackstations")[]
  addressRestrictions?: Readonly<{
    type: "Allowed" | "NotAllowed"
    restrictions: Readonly<
      Record<string, Readonly<{ statesOrRegions?: readonly string[]; zipCodes?: readonly string[] }>>
    >
  }>
}>
