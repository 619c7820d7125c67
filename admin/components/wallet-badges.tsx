import { Badge, clx, StatusBadge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminWallet } from "../../src/contracts"
import { walletColor } from "../format/colors"

/** How a wallet is, and whether it is a real one. */
export function WalletBadges({ wallet, isInline }: { wallet: AdminWallet; isInline?: boolean }) {
  const { status, action, environment } = wallet
  const { t } = useTranslation("amazonPay")
  return (
    <div className={clx("flex items-center gap-2", !isInline && "flex-wrap")}>
      <StatusBadge color={walletColor(status, action)}>{t(`walletStatus.${status}`)}</StatusBadge>
      {environment === "sandbox" && (
        <Badge size="2xsmall" color="purple">
          {t("wallet.sandbox")}
        </Badge>
      )}
    </div>
  )
}
