import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../../../admin/components/crumb"

export { default } from "../../../../../admin/pages/import/import-page"

export const config = defineRouteConfig({ label: "nav.import", translationNs: "amazonPay", rank: 3 })

export const handle = { breadcrumb: () => <Crumb page="import" /> }
