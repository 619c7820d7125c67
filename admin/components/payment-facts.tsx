import { useTranslation } from "react-i18next"
import type { AdminPayment } from "../../src/contracts"
import { moneyText } from "../format/money"
import { Fact, Facts } from "./facts"
import { Foreign } from "./foreign"
import { Id } from "./id"
import { Moment } from "./moment"
import { TextLink } from "./text-link"

/** What is known about a payment: the sums at Amazon, and by what names Amazon and the store know it. */
export function PaymentFacts({ payment }: { payment: AdminPayment }) {
  const { t, i18n } = useTranslation("amazonPay")
  const { customer_id: customerId, payment_descriptor: descriptor, currency_code: currency } = payment
  const sums = [
    [t("orderPayments.authorized"), payment.authorized_amount],
    [t("orderPayments.captured"), payment.captured_amount],
    [t("orderPayments.refunded"), payment.refunded_amount],
  ] as const
  const ids = [
    [t("wallet.chargePermission"), payment.charge_permission_id],
    [t("orderPayments.charge"), payment.charge_id],
  ] as const
  return (
    <Facts>
      {sums.map(([name, amount]) => (
        <Fact key={name} name={name}>
          {moneyText(amount, currency, i18n.language)}
        </Fact>
      ))}
      {payment.expires_at && (
        <Fact name={t("orderPayments.expires")}>
          <Moment iso={payment.expires_at} />
        </Fact>
      )}
      {payment.wallet_id && customerId && (
        <Fact name={t("details.wallet")}>
          <TextLink to={`/customers/${encodeURIComponent(customerId)}`}>
            <Foreign text={descriptor ?? t("wallet.unnamed")} limit={60} />
          </TextLink>
        </Fact>
      )}
      {payment.initiator === "merchant" && (
        <Fact name={t("orderPayments.initiator")}>{t("orderPayments.byMerchant")}</Fact>
      )}
      {ids.map(
        ([name, id]) =>
          id && (
            <Fact key={name} name={name}>
              <Id value={id} label={name} />
            </Fact>
          ),
      )}
    </Facts>
  )
}
