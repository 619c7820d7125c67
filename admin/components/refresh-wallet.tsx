import { ArrowPath } from "@medusajs/icons"
import { Button, clx, IconButton, Tooltip } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminWallet } from "../../src/contracts"
import { foreignText } from "../format/foreign-text"
import { useRefreshWallet } from "../hooks/use-refresh-wallet"

/** Asks Amazon about a wallet, now. The button keeps the focus meanwhile; a compact one shows its words on a hint. */
export function RefreshWallet({ wallet, isCompact }: { wallet: AdminWallet; isCompact?: boolean }) {
  const { t } = useTranslation("amazonPay")
  const { refresh, isPending } = useRefreshWallet(wallet)
  const name = foreignText(wallet.payment_descriptor ?? wallet.charge_permission_id, 80)
  const button = {
    type: "button",
    size: "small",
    className: "shrink-0",
    onClick: refresh,
    "aria-disabled": isPending,
    "aria-busy": isPending,
    "aria-label": `${t("wallet.refresh")}: ${name}`,
  } as const
  const icon = <ArrowPath aria-hidden className={clx(isPending && "animate-spin")} />
  if (isCompact) {
    return (
      <Tooltip content={t("wallet.refresh")}>
        <IconButton {...button} variant="transparent">
          {icon}
        </IconButton>
      </Tooltip>
    )
  }
  return (
    <Button {...button} variant="secondary">
      {icon}
      {t("wallet.refresh")}
    </Button>
  )
}
