import { ArrowUpRightOnBox, EllipsisHorizontal, Link as LinkIcon } from "@medusajs/icons"
import { DropdownMenu, IconButton } from "@medusajs/ui"
import { useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import type { AdminWallet } from "../../src/contracts"
import { foreignText } from "../format/foreign-text"
import { UpdateLinks } from "./update-links"

/** What else can be done about a wallet. */
export function WalletActions({ wallet }: { wallet: AdminWallet }) {
  const { t } = useTranslation("amazonPay")
  const [showsLinks, setShowsLinks] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const name = foreignText(wallet.payment_descriptor ?? wallet.charge_permission_id, 80)
  return (
    <>
      <DropdownMenu>
        <DropdownMenu.Trigger asChild>
          <IconButton
            ref={opener}
            size="small"
            variant="transparent"
            aria-label={`${t("walletActions.more")}: ${name}`}
          >
            <EllipsisHorizontal aria-hidden />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Content align="end">
          {wallet.status !== "closed" && (
            <DropdownMenu.Item className="gap-x-2" onSelect={() => setShowsLinks(true)}>
              <LinkIcon aria-hidden className="text-ui-fg-subtle" />
              {t("walletActions.sendLink")}
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item asChild className="gap-x-2">
            <a href={wallet.seller_central_url} target="_blank" rel="noreferrer">
              <ArrowUpRightOnBox aria-hidden className="text-ui-fg-subtle" />
              {t("walletActions.sellerCentral")}
            </a>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu>
      <UpdateLinks
        wallet={wallet}
        isOpen={showsLinks}
        onOpenChange={setShowsLinks}
        onClosed={() => opener.current?.focus()}
      />
    </>
  )
}
