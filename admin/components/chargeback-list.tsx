import { ExclamationCircle } from "@medusajs/icons"
import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { Chargeback } from "../../src/contracts"
import { moneyText } from "../format/money"
import { Id } from "./id"
import { Moment } from "./moment"

/** Payments that the buyer disputes, and that Amazon wants an answer to. */
export function ChargebackList({ chargebacks }: { chargebacks: readonly Chargeback[] }) {
  const { t } = useTranslation("amazonPay")
  if (!chargebacks.length) return null
  return (
    <ul aria-label={t("chargeback.list")} className="flex flex-col gap-y-2">
      {chargebacks.map((chargeback) => (
        <ChargebackItem key={chargeback.id} chargeback={chargeback} />
      ))}
    </ul>
  )
}

function ChargebackItem({ chargeback }: { chargeback: Chargeback }) {
  const { t, i18n } = useTranslation("amazonPay")
  const { amount, currency_code: currency, charge_id: charge, opened_at } = chargeback
  return (
    <li
      className="border-ui-tag-red-border bg-ui-tag-red-bg text-ui-tag-red-text flex gap-x-2 rounded-lg border px-3 py-2"
      data-testid="amazon-pay-chargeback"
    >
      <ExclamationCircle aria-hidden className="mt-0.5 shrink-0" />
      <div className="flex min-w-0 flex-col gap-y-1">
        <Text size="small" leading="compact" weight="plus">
          {t("chargeback.title")}
          {amount && currency && ` ${moneyText(amount, currency, i18n.language)}`}
        </Text>
        <Text size="xsmall">
          <Moment iso={opened_at} />
        </Text>
        <Text size="xsmall" className="text-pretty">
          {t(charge ? "chargeback.help" : "chargeback.helpUnknown")}
        </Text>
        {charge && <Id value={charge} label={t("orderPayments.charge")} />}
      </div>
    </li>
  )
}
