import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminStatusResponse } from "../../../src/contracts"
import { Fact, Facts } from "../../components/facts"
import { Id } from "../../components/id"
import { Section } from "../../components/section"

/** Where Amazon and buyers reach the store: what has to be entered at Amazon. */
export function Addresses({ status }: { status: AdminStatusResponse["status"] }) {
  const { t } = useTranslation("amazonPay")
  const addresses = [
    [t("setupPage.ipnUrl"), status.ipn_url],
    [t("setupPage.returnUrl"), status.return_url_base],
    [t("setupPage.accountUrl"), status.storefront_account_url],
  ] as const
  return (
    <Section title={t("setupPage.addresses")}>
      <div className="flex flex-col gap-y-3 px-6 py-4">
        <Text size="small" className="text-ui-fg-subtle text-pretty">
          {t("setupPage.addressesText")}
        </Text>
        <Facts>
          {addresses.map(([name, url]) => (
            <Fact key={name} name={name}>
              <Id value={url} label={name} />
            </Fact>
          ))}
        </Facts>
      </div>
    </Section>
  )
}
