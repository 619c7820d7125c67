import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminPayment } from "../../src/contracts"
import { chargeReason, declineAdvice, stateHelp } from "../format/payment"

/** Why a payment is as it is, and what to do next. A payment that is simply fine needs no words. */
export function PaymentAdvice({ payment }: { payment: AdminPayment }) {
  const { t } = useTranslation("amazonPay")
  const sentences = [stateHelp(payment.state, t), chargeReason(payment, t), declineAdvice(payment, t)]
  const said = [...new Set(sentences.flatMap((sentence) => sentence ?? []))]
  if (!said.length) return null
  return (
    <div className="flex flex-col gap-y-1">
      {said.map((sentence) => (
        <Text key={sentence} size="small" className="text-pretty [overflow-wrap:anywhere]">
          {sentence}
        </Text>
      ))}
    </div>
  )
}
