import { ArrowDownTray } from "@medusajs/icons"
import { Button, toast } from "@medusajs/ui"
import { useMutation } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { exportUpdates } from "../../api/updates"
import { saveAsFile } from "../../api/save-as-file"
import { problemOf } from "../../format/problem"
import type { ListLocation } from "../../listing/list-location"

/** Saves everything that the filters leave as a CSV file. */
export function ExportButton({ location }: { location: ListLocation }) {
  const { t } = useTranslation("amazonPay")
  const { mutate, isPending } = useMutation({
    mutationFn: async () => saveAsFile(await exportUpdates(location), "amazon-pay-updates.csv"),
    onError: (error) => {
      toast.error(t("updatesPage.exportFailed"), { description: t(`problem.${problemOf(error)}.text`) })
    },
  })
  return (
    <Button size="small" variant="secondary" onClick={() => mutate()} isLoading={isPending}>
      <ArrowDownTray aria-hidden />
      {t("updatesPage.export")}
    </Button>
  )
}
