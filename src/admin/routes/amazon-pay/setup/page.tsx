import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../../../admin/components/crumb"

export { default } from "../../../../../admin/pages/setup/setup-page"

export const config = defineRouteConfig({ label: "nav.setup", translationNs: "amazonPay", rank: 4 })

export const handle = { breadcrumb: () => <Crumb page="setup" /> }
