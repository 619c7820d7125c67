import { ArrowPath } from "@medusajs/icons"
import { Button, clx } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminWallet } from "../../src/contracts"
import { foreignText } from "../format/foreign-text"
import { useRefreshWallet } from "../hooks/use-refresh-wallet"

/** Asks Amazon about a wallet, now. The button keeps the focus meanwhile. */
export function RefreshWallet({ wallet }: { wallet: AdminWallet }) {
  const { t } = useTranslation("amazonPay")
  const { refresh, isPending } = useRefreshWallet(wallet)
  const name = foreignText(wallet.payment_descriptor ?? wallet.charge_permission_id, 80)
  return (
    <Button
      type="button"
      size="small"
      variant="secondary"
      className="shrink-0"
      onClick={refresh}
      aria-disabled={isPending}
      aria-busy={isPending}
      aria-label={`${t("wallet.refresh")}: ${name}`}
    >
      <ArrowPath aria-hidden className={clx(isPending && "animate-spin")} />
      {t("wallet.refresh")}
    </Button>
  )
}
