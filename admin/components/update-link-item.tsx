import { Button, StatusBadge, Text, toast } from "@medusajs/ui"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { AdminUpdateLink } from "../../src/contracts"
import { revokeUpdateLink } from "../api/update-links"
import { linkColor } from "../format/colors"
import { problemOf } from "../format/problem"
import { queryKeys } from "../hooks/keys"
import { Moment } from "./moment"

/** One link that was made for a wallet. */
export function UpdateLinkItem({ link, walletId }: { link: AdminUpdateLink; walletId: string }) {
  const { t } = useTranslation("amazonPay")
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: () => revokeUpdateLink(link.id),
    onSuccess: () => toast.success(t("updateLinks.revoked")),
    onError: (error) => {
      toast.error(t("updateLinks.notRevoked"), { description: t(`problem.${problemOf(error)}.text`) })
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.wallet(walletId) }),
  })
  return (
    <li className="flex items-center justify-between gap-x-3 py-2" data-link={link.status}>
      <div className="flex min-w-0 flex-col gap-y-1">
        <Text size="small" leading="compact">
          {t(`updateType.${link.update_type}`)} · <Moment iso={link.created_at} />
        </Text>
        <Text size="small" leading="compact" className="text-ui-fg-subtle">
          {t("updateLinks.expires")} <Moment iso={link.expires_at} />
        </Text>
      </div>
      <div className="flex shrink-0 items-center gap-x-2">
        <StatusBadge color={linkColor(link.status)}>{t(`linkStatus.${link.status}`)}</StatusBadge>
        {link.status === "open" && (
          <Button size="small" variant="secondary" onClick={() => mutate()} isLoading={isPending}>
            {t("updateLinks.revoke")}
          </Button>
        )}
      </div>
    </li>
  )
}
