import { toast } from "@medusajs/ui"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { replayNotification, replayNotifications } from "../api/notifications"
import { problemOf } from "../format/problem"
import { queryKeys } from "./keys"

/** Puts notifications back into the queue, says how many, and looks again at the inbox. */
export function useReplay() {
  const { t } = useTranslation("amazonPay")
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: async (ids: readonly string[]) => {
      const [only, ...others] = ids
      if (only === undefined || others.length) return (await replayNotifications(ids)).replayed
      await replayNotification(only)
      return 1
    },
    onSuccess: (count) => toast.success(t("notificationsPage.replayed", { count })),
    onError: (error) => {
      const isRefused = "code" in error || problemOf(error) === "unexpected"
      const text = isRefused ? t("notificationsPage.notReplayable") : t(`problem.${problemOf(error)}.text`)
      toast.error(t("notificationsPage.replayFailed"), { description: text })
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.inbox }),
  })
  return { replay: mutate, isPending }
}
