import { useTranslation } from "react-i18next"
import type { WalletUpdate } from "../../src/contracts"
import { Fact, Facts } from "./facts"
import { Id } from "./id"
import { Moment } from "./moment"

/** Times and ids of a history entry. */
export function EntryFacts({ update }: { update: WalletUpdate }) {
  const { t } = useTranslation("amazonPay")
  const ids = [
    [t("details.entry"), update.id],
    [t("details.wallet"), update.wallet_id],
    [t("details.checkoutSession"), update.checkout_session_id],
  ] as const
  const times = [
    [t("details.started"), update.started_at],
    [t("details.ended"), update.completed_at],
  ] as const
  return (
    <Facts>
      {times.map(([name, iso]) => iso && <Fact key={name} name={name} children={<Moment iso={iso} />} />)}
      {ids.map(([name, id]) => id && <Fact key={name} name={name} children={<Id value={id} label={name} />} />)}
    </Facts>
  )
}
