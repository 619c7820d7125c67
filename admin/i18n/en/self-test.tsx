/** What a live test looks at. */
export const selfTest = {
  signature: "Signed call to Amazon",
  clock: "Clock of this server",
  checkout_script: "Amazon's checkout script",
  sns_certificates: "Certificates of notifications",
}
