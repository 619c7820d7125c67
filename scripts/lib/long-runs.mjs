/**
 * What the suite does in small, for as long as it takes to trust it: `npm run long:<name>`, or `npm run long:<name> -- 500`
 * for another number than the one here. Each is a file of the integration tests, which reads the number from a variable,
 * or a program of its own, which gets it as its argument.
 *
 * @type {Record<string, { count: number, of: string } & ({ tests: string, variable: string } | { program: string })>}
 */
export const LONG_RUNS = {
  fuzz: {
    count: 1_000_000,
    of: "random and mutated bodies at the door",
    tests: "test/integration/inbox/fuzz",
    variable: "AMAZON_PAY_FUZZ",
  },
  race: {
    count: 1_000,
    of: "returns and notifications at once, in two processes",
    tests: "test/integration/updates/race",
    variable: "AMAZON_PAY_RACES",
  },
  kill: {
    count: 1_000,
    of: "processes killed at work",
    tests: "test/integration/inbox/crash",
    variable: "AMAZON_PAY_KILLS",
  },
  outage: {
    count: 60,
    of: "seconds without PostgreSQL under delivery",
    tests: "test/integration/inbox/outage",
    variable: "AMAZON_PAY_OUTAGE_SECONDS",
  },
  soak: { count: 60, of: "minutes of mixed load on a whole store", program: "bench/soak/run.mjs" },
}
