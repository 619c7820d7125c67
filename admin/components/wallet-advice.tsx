import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminWallet } from "../../src/contracts"
import { walletReason } from "../format/reason"

/** Why a wallet is as it is, and what to do next. A wallet that is simply fine needs no words. */
export function WalletAdvice({ wallet: { reasons, action } }: { wallet: AdminWallet }) {
  const { t } = useTranslation("amazonPay")
  if (reasons.length === 0 && action === "none") return null
  const sentences = new Set([...reasons.map((code) => walletReason(code, t)), t(`walletAction.${action}`)])
  return (
    <div className="flex flex-col gap-y-1">
      {[...sentences].map((sentence) => (
        <Text key={sentence} size="small" className="text-pretty [overflow-wrap:anywhere]">
          {sentence}
        </Text>
      ))}
    </div>
  )
}
