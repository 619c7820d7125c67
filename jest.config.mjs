const swc = [
  "@swc/jest",
  {
    jsc: {
      parser: { syntax: "typescript", tsx: true, decorators: true },
      target: "es2022",
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: "automatic" } },
    },
  },
]

const project = (name, more = {}) => ({
  displayName: name,
  rootDir: import.meta.dirname,
  testMatch: [`<rootDir>/test/${name}/**/*.spec.{ts,tsx}`],
  testEnvironment: "node",
  transform: { "^.+\\.[jt]sx?$": swc },
  modulePathIgnorePatterns: [
    "<rootDir>/.medusa",
    "<rootDir>/.demo",
    "<rootDir>/.cache",
    "<rootDir>/test/host/src",
    "<rootDir>/test/cluster/host/src",
    "<rootDir>/test/package/second-plugin",
  ],
  ...more,
})

const onPostgres = {
  globalSetup: "<rootDir>/test/support/start-postgres.mjs",
  globalTeardown: "<rootDir>/test/support/stop-postgres.mjs",
}

/** One project for each kind of test; each can run alone with --selectProjects. */
export default {
  projects: [
    project("unit"),
    project("simulator"),
    project("integration", onPostgres),
    project("cluster", {
      globalSetup: "<rootDir>/test/support/start-cluster.mjs",
      globalTeardown: "<rootDir>/test/support/stop-postgres.mjs",
    }),
    project("browser", {
      globalSetup: "<rootDir>/test/support/start-demo.mjs",
      globalTeardown: "<rootDir>/test/support/stop-demo.mjs",
    }),
    project("package", {
      globalSetup: "<rootDir>/test/package/support/start-fresh-store.mjs",
      globalTeardown: "<rootDir>/test/package/support/stop-fresh-store.mjs",
    }),
  ],
  testTimeout: 120_000,
  maxWorkers: 2,
  // What a Medusa server leaves behind adds up from file to file, until collecting it takes all of a worker's time.
  workerIdleMemoryLimit: "1GB",
}
