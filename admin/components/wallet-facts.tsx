import { useTranslation } from "react-i18next"
import type { AdminWallet } from "../../src/contracts"
import { addressSummary } from "../format/address"
import { Fact, Facts } from "./facts"
import { Foreign } from "./foreign"
import { Id } from "./id"
import { Moment } from "./moment"

const DEFAULT_ACCOUNT = "default"

/** What is known about a wallet. */
export function WalletFacts({ wallet }: { wallet: AdminWallet }) {
  const { t, i18n } = useTranslation("amazonPay")
  const { shipping_address: shipping, billing_address: billing, merchant_account: account } = wallet
  const address = shipping ?? billing
  return (
    <Facts>
      {address && (
        <Fact name={t(shipping ? "wallet.shippingAddress" : "wallet.billingAddress")}>
          <Foreign text={addressSummary(address, i18n.language)} />
        </Fact>
      )}
      <Fact name={t("wallet.chargePermission")}>
        <Id value={wallet.charge_permission_id} label={t("wallet.chargePermission")} />
      </Fact>
      {wallet.action === "update" && (
        <Fact name={t("wallet.managePage")}>
          <Id value={wallet.manage_url} label={t("wallet.managePage")} />
        </Fact>
      )}
      {account !== DEFAULT_ACCOUNT && (
        <Fact name={t("wallet.merchantAccount")}>
          <Foreign text={account} />
        </Fact>
      )}
      <Fact name={t("wallet.lastChecked")}>
        {wallet.last_checked_at ? <Moment iso={wallet.last_checked_at} /> : t("wallet.neverChecked")}
      </Fact>
    </Facts>
  )
}
