export { default } from "../../../../../../admin/pages/update/update-page"

export const handle = { breadcrumb: ({ params }: { params: { id?: string } }) => params.id ?? "" }
