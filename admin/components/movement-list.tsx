import { Heading, StatusBadge, Text } from "@medusajs/ui"
import { useId } from "react"
import { useTranslation } from "react-i18next"
import type { PaymentMovement } from "../../src/contracts"
import { movementColor } from "../format/colors"
import { moneyText } from "../format/money"
import { reasonText } from "../format/payment"
import { Id } from "./id"
import { Moment } from "./moment"

/** The captures and refunds of a payment, oldest first, and what is the matter with them. */
export function MovementList({ movements }: { movements: readonly PaymentMovement[] }) {
  const { t } = useTranslation("amazonPay")
  const titleId = useId()
  if (!movements.length) return null
  return (
    <div className="flex flex-col gap-y-2">
      <Heading level="h3" id={titleId} className="txt-compact-small-plus">
        {t("orderPayments.movements")}
      </Heading>
      <ul aria-labelledby={titleId} className="border-ui-border-base divide-y rounded-lg border">
        {movements.map((movement) => (
          <Movement key={movement.id} movement={movement} />
        ))}
      </ul>
    </div>
  )
}

function Movement({ movement }: { movement: PaymentMovement }) {
  const { t, i18n } = useTranslation("amazonPay")
  const { kind, amount, currency_code, state, amazon_id, created_at } = movement
  return (
    <li className="flex flex-col gap-y-1 px-3 py-2" data-testid="amazon-pay-movement">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Text size="small" leading="compact" weight="plus">
          {t(`movementKind.${kind}`)} {moneyText(amount, currency_code, i18n.language)}
        </Text>
        <StatusBadge color={movementColor(state)}>{t(`movementState.${state}`)}</StatusBadge>
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle">
        <Moment iso={created_at} />
      </Text>
      <Notes movement={movement} />
      {amazon_id && <Id value={amazon_id} label={t(`movementKind.${kind}`)} />}
    </li>
  )
}

/** What the amount and the state do not say. */
function Notes({ movement: { state, made_in, is_recorded, reason_code } }: { movement: PaymentMovement }) {
  const { t } = useTranslation("amazonPay")
  const isMissing = state === "done" && !is_recorded
  const notes = [
    made_in === "amazon" && t("orderPayments.madeAtAmazon"),
    state === "unknown" && t("orderPayments.unknownHelp"),
    isMissing && t("orderPayments.notRecorded"),
    state === "declined" && reason_code && reasonText(reason_code, t),
  ]
  return (
    <>
      {notes.map(
        (note) =>
          note && (
            <Text key={note} size="xsmall" className="text-ui-fg-subtle text-pretty [overflow-wrap:anywhere]">
              {note}
            </Text>
          ),
      )}
    </>
  )
}
