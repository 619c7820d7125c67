import reactHooks from "eslint-plugin-react-hooks"
import tseslint from "typescript-eslint"

const NODE_GLOBALS = Object.fromEntries(
  ["process", "console", "Buffer", "URL", "URLSearchParams", "fetch", "AbortSignal", "AbortController", "Response"]
    .concat(["setTimeout", "clearTimeout", "setInterval", "clearInterval", "setImmediate", "performance"])
    .map((name) => [name, "readonly"]),
)

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      ".medusa",
      "**/.medusa",
      ".demo",
      ".cache",
      "coverage",
      "test/host/src",
      "test/cluster/host/src",
      "examples/store/node_modules",
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "separate-type-imports", disallowTypeAnnotations: false },
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "no-console": "off",
      eqeqeq: "error",
    },
  },
  {
    files: ["src/**/*.ts", "migrations/**/*.ts"],
    ignores: ["src/storefront/**", "src/admin/**"],
    languageOptions: { parserOptions: { project: "./tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/only-throw-error": "error",
      "no-console": "error",
    },
  },
  {
    files: ["admin/**/*.tsx", "src/storefront/**/*.{ts,tsx}", "examples/storefront/**/*.{ts,tsx}"],
    ...reactHooks.configs.flat["recommended-latest"],
  },
  {
    files: ["**/*.mjs", "**/*.cjs"],
    languageOptions: { globals: { ...NODE_GLOBALS, require: "readonly", module: "writable", __dirname: "readonly" } },
    rules: { "no-undef": "error", "@typescript-eslint/no-require-imports": "off" },
  },
)
