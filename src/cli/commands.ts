/* eslint-disable @typescript-eslint/no-require-imports -- each is loaded when it runs: making a key needs no Medusa */

/** The commands by name. */
export const commands = {
  doctor: () => (require("./doctor/doctor") as typeof import("./doctor/doctor")).doctor,
  exportCustomer: () =>
    (require("./export-customer/export-customer") as typeof import("./export-customer/export-customer")).exportToJson,
  import: () => (require("./import/import") as typeof import("./import/import")).importWallets,
  keys: () => (require("./keys/keys") as typeof import("./keys/keys")).keys,
  replay: () => (require("./replay/replay") as typeof import("./replay/replay")).replay,
  simulator: () => (require("./simulator/simulator") as typeof import("./simulator/simulator")).simulator,
}
