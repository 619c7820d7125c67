import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../../../admin/components/crumb"

export { default } from "../../../../../admin/pages/wallets/wallets-page"

export const config = defineRouteConfig({ label: "nav.wallets", translationNs: "amazonPay", rank: 1 })

export const handle = { breadcrumb: () => <Crumb page="wallets" /> }
