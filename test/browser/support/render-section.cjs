// The section of an account page as a server renders it: node render-section.cjs <folder>. React and the packed widget are
// those that a page in the folder would get.
const { createRequire } = require("node:module")
const path = require("node:path")

const requireThere = createRequire(path.join(path.resolve(process.argv[2]), "package.json"))
const { createElement, version } = requireThere("react")
const { renderToString } = requireThere("react-dom/server")
const { SavedWallets } = requireThere("medusa-payment-amazon-pay/storefront/react")

const actions = { listWallets: () => Promise.reject(new Error("A server asks for nothing while it renders")) }
const initialWallets = [
  {
    id: "apw_01",
    status: "non_chargeable",
    reasons: ["PaymentMethodExpired"],
    action: "update",
    payment_descriptor: "Visa ****1111",
    shipping_address: null,
    environment: "live",
    manage_url: "https://payments.amazon.de/jr/your-account/ba/B02-0000000-0000000",
  },
]
const html = renderToString(createElement(SavedWallets, { actions, initialWallets }))
console.log(JSON.stringify({ version, html }))
