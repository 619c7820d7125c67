import { ArrowUpRightOnBox } from "@medusajs/icons"
import { Badge, Button, Heading, StatusBadge } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminPayment } from "../../src/contracts"
import { paymentColor } from "../format/colors"
import { ChargebackList } from "./chargeback-list"
import { Foreign } from "./foreign"
import { MovementList } from "./movement-list"
import { PaymentAdvice } from "./payment-advice"
import { PaymentFacts } from "./payment-facts"

/** One payment as Amazon has it: how it is, what to do about it, how much went where. */
export function PaymentCard({ payment }: { payment: AdminPayment }) {
  const { t } = useTranslation("amazonPay")
  return (
    <article className="flex flex-col gap-y-4 px-6 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-col gap-y-2">
          <Heading level="h3" className="overflow-hidden text-balance">
            {payment.payment_descriptor ? (
              <Foreign text={payment.payment_descriptor} limit={80} />
            ) : (
              t("orderPayments.purchase")
            )}
          </Heading>
          <div className="flex flex-wrap items-center gap-2">
            <StatusBadge color={paymentColor(payment.state)}>{t(`paymentState.${payment.state}`)}</StatusBadge>
            {payment.environment === "sandbox" && (
              <Badge size="2xsmall" color="purple">
                {t("wallet.sandbox")}
              </Badge>
            )}
          </div>
        </div>
        {payment.seller_central_url && (
          <Button asChild size="small" variant="secondary" className="shrink-0">
            <a href={payment.seller_central_url} target="_blank" rel="noreferrer">
              <ArrowUpRightOnBox aria-hidden />
              {t("walletActions.sellerCentral")}
            </a>
          </Button>
        )}
      </div>
      <ChargebackList chargebacks={payment.chargebacks} />
      <PaymentAdvice payment={payment} />
      <PaymentFacts payment={payment} />
      <MovementList movements={payment.movements} />
    </article>
  )
}
