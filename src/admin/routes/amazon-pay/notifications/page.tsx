import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../../../admin/components/crumb"

export { default } from "../../../../../admin/pages/notifications/notifications-page"

export const config = defineRouteConfig({ label: "nav.notifications", translationNs: "amazonPay", rank: 2 })

export const handle = { breadcrumb: () => <Crumb page="notifications" /> }
