import path from "node:path"
import { fileURLToPath } from "node:url"
import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

const HERE = path.dirname(fileURLToPath(import.meta.url))
const ROOT = path.resolve(HERE, "../..")
const WIDGET = path.join(ROOT, "src/storefront")

/** The widget comes from its sources here, so nothing has to be built before. A store installs the package instead. */
export default defineConfig({
  root: HERE,
  plugins: [react()],
  resolve: {
    alias: [
      { find: "medusa-payment-amazon-pay/storefront/react", replacement: path.join(WIDGET, "react.tsx") },
      { find: "medusa-payment-amazon-pay/storefront/words", replacement: path.join(WIDGET, "words.ts") },
      { find: "medusa-payment-amazon-pay/storefront", replacement: path.join(WIDGET, "index.ts") },
    ],
  },
  build: {
    outDir: process.env.OUT_DIR ? path.resolve(process.env.OUT_DIR) : path.join(ROOT, ".cache/storefront"),
    emptyOutDir: true,
    // Nothing inline: the page is served under a Content-Security-Policy that allows none of it.
    assetsInlineLimit: 0,
  },
  cacheDir: path.join(ROOT, ".cache/vite-storefront"),
})
