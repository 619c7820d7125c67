import config from "../../jest.config.mjs"

/** What tests the mutated files. Others would only make each mutant take longer. */
const FOLDERS = ["protocol", "wallets", "payments", "client"]

const [unit] = config.projects

export default { ...unit, testMatch: FOLDERS.map((folder) => `<rootDir>/test/unit/${folder}/**/*.spec.ts`) }
