import { TriangleDownMini, TriangleRightMini } from "@medusajs/icons"
import { Button } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { WalletUpdate } from "../../src/contracts"
import { entryTitle } from "../format/entry-title"

type DetailsButtonProps = { update: WalletUpdate; isOpen: boolean; controls: string; onToggle: () => void }

/** Opens and closes the details of an entry. */
export function DetailsButton({ update, isOpen, controls, onToggle }: DetailsButtonProps) {
  const { t } = useTranslation("amazonPay")
  return (
    <Button
      type="button"
      size="small"
      variant="transparent"
      className="text-ui-fg-subtle ms-auto shrink-0"
      aria-expanded={isOpen}
      aria-controls={controls}
      aria-label={`${t("details.toggle")}: ${entryTitle(update, t)}`}
      onClick={onToggle}
    >
      {isOpen ? <TriangleDownMini aria-hidden /> : <TriangleRightMini aria-hidden />}
      {t("details.toggle")}
    </Button>
  )
}
