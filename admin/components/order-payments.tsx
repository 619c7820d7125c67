import { useTranslation } from "react-i18next"
import { usePayments } from "../hooks/use-payments"
import { Failure } from "./failure"
import { Loading } from "./loading"
import { Notice } from "./notice"
import { PaymentCard } from "./payment-card"
import { Section } from "./section"

/** What Amazon has of an order's payments. */
export function OrderPayments({ orderId, orderChangedAt }: { orderId: string; orderChangedAt: string }) {
  const { t } = useTranslation("amazonPay")
  return (
    <Section title={t("orderPayments.title")}>
      <Payments orderId={orderId} orderChangedAt={orderChangedAt} />
    </Section>
  )
}

function Payments({ orderId, orderChangedAt }: { orderId: string; orderChangedAt: string }) {
  const { t } = useTranslation("amazonPay")
  const { data, error, isFetching, refetch } = usePayments(orderId, orderChangedAt)
  if (data?.payments.length) {
    return (
      <div className="divide-y">
        {data.payments.map((payment) => (
          <PaymentCard key={payment.id} payment={payment} />
        ))}
      </div>
    )
  }
  if (error) return <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
  if (!data) return <Loading label={t("orderPayments.loading")} />
  return <Notice title={t("orderPayments.emptyTitle")} text={t("orderPayments.emptyText")} />
}
