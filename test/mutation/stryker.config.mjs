import path from "node:path"

const FETCHED = path.resolve(import.meta.dirname, "../../.cache/mutation/node_modules")

export default {
  mutate: [
    "src/protocol/**/*.ts",
    "!src/protocol/**/index.ts",
    "src/modules/amazon-pay/wallets/snapshot.ts",
    "src/modules/amazon-pay/wallets/attribution.ts",
    "src/modules/amazon-pay/updates/outcomes.ts",
    "src/modules/amazon-pay/updates/ranks.ts",
    "src/modules/amazon-pay/payments/in-medusas-words.ts",
  ],
  plugins: [path.join(FETCHED, "@stryker-mutator/jest-runner/dist/src/index.js")],
  testRunner: "jest",
  jest: { projectType: "custom", configFile: "test/mutation/jest.config.mjs" },
  testRunnerNodeArgs: ["--experimental-vm-modules", "--no-warnings"],
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  // A mutant that is late counts as noticed: on a busy machine the usual five seconds would flatter the tests.
  timeoutMS: 60_000,
  concurrency: 2,
  reporters: ["clear-text", "json"],
  clearTextReporter: { logTests: false, reportTests: false },
  jsonReporter: { fileName: ".cache/mutation/report.json" },
  ignorePatterns: ["*", "!{src,migrations,test}/**", "test/{host,cluster,package,browser}", "!*.{json,mjs}"],
  tempDirName: ".cache/mutation/sandbox",
}
