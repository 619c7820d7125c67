import { toast } from "@medusajs/ui"
import { type InfiniteData, useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { AdminWallet, AdminWalletListResponse } from "../../src/contracts"
import { refreshWallet } from "../api/customer"
import { problemOf } from "../format/problem"
import { queryKeys } from "./keys"

type WalletPages = InfiniteData<AdminWalletListResponse>

/** Reads a wallet at Amazon now, once at a time, says how that went, and shows what came of it. */
export function useRefreshWallet({ id, customer_id }: Pick<AdminWallet, "id" | "customer_id">) {
  const { t } = useTranslation("amazonPay")
  const client = useQueryClient()

  const mutationKey = queryKeys.refresh(id)
  const { mutate, isPending } = useMutation({
    mutationKey,
    mutationFn: () => refreshWallet(id),
    onSuccess: ({ wallet }) => {
      client.setQueryData<WalletPages>(queryKeys.wallets(customer_id), (pages) => withWallet(pages, wallet))
      toast.success(t("wallet.refreshed"), { description: t("wallet.refreshedText") })
      void client.invalidateQueries({ queryKey: queryKeys.walletLists })
      return client.invalidateQueries({ queryKey: queryKeys.updates(customer_id) })
    },
    onError: (error) => {
      const problem = problemOf(error)
      toast.error(t("wallet.refreshFailed"), {
        description: t("wallet.refreshFailedText", {
          title: t(`problem.${problem}.title`),
          text: t(`problem.${problem}.text`),
        }),
      })
    },
  })
  const refresh = () => {
    if (client.isMutating({ mutationKey }) === 0) mutate()
  }
  return { refresh, isPending }
}

function withWallet(data: WalletPages | undefined, fresh: AdminWallet): WalletPages | undefined {
  if (!data) return undefined
  const pages = data.pages.map((page) => ({
    ...page,
    wallets: page.wallets.map((wallet) => (wallet.id === fresh.id ? { ...wallet, ...fresh } : wallet)),
  }))
  return { ...data, pages }
}
