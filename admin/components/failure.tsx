import { ExclamationCircle } from "@medusajs/icons"
import { useTranslation } from "react-i18next"
import { canRetry, problemOf } from "../format/problem"
import { Notice } from "./notice"

type FailureProps = { error: unknown; onRetry: () => void; isRetrying: boolean }

/** Says why something could not be loaded, and offers another try where that can help. */
export function Failure({ error, onRetry, isRetrying }: FailureProps) {
  const { t } = useTranslation("amazonPay")
  const problem = problemOf(error)
  return (
    <div role="alert">
      <Notice
        icon={<ExclamationCircle className="text-ui-fg-subtle" aria-hidden />}
        title={t(`problem.${problem}.title`)}
        text={t(`problem.${problem}.text`)}
        onRetry={canRetry(problem) ? onRetry : undefined}
        isRetrying={isRetrying}
      />
    </div>
  )
}
