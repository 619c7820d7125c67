import { toast } from "@medusajs/ui"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { decideTopic, listTopics } from "../api/setup"
import { problemOf } from "../format/problem"
import { queryKeys } from "./keys"
import { retryOnce } from "./retry"

/** The topics that spoke to the store. */
export function useTopics() {
  return useQuery({
    queryKey: queryKeys.topics,
    queryFn: ({ signal }) => listTopics(signal),
    retry: retryOnce,
    staleTime: 0,
  })
}

type Decision = { arn: string; decision: "approve" | "reject" }

/** Approves or rejects a topic and looks again at what depends on it. */
export function useDecideTopic() {
  const { t } = useTranslation("amazonPay")
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: ({ arn, decision }: Decision) => decideTopic(arn, decision),
    onSuccess: (_, { decision }) => {
      toast.success(t(decision === "approve" ? "setupPage.approved" : "setupPage.rejected"))
    },
    onError: (error) => {
      toast.error(t("setupPage.notDecided"), { description: t(`problem.${problemOf(error)}.text`) })
    },
    onSettled: () =>
      Promise.all(
        [queryKeys.topics, queryKeys.status, queryKeys.inbox].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  })
  return { decide: mutate, isPending }
}
