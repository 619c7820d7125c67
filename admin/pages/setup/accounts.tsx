import { Badge, Button, Heading, toast } from "@medusajs/ui"
import { useMutation } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { SelfTestAccount, StatusAccount } from "../../../src/contracts"
import { runSelfTest } from "../../api/setup"
import { Fact, Facts } from "../../components/facts"
import { Id } from "../../components/id"
import { Section } from "../../components/section"
import { problemOf } from "../../format/problem"
import { SelfTestResult } from "./self-test-result"

/** The merchant accounts of the store, and a test that asks Amazon now. */
export function Accounts({ accounts }: { accounts: readonly StatusAccount[] }) {
  const { t } = useTranslation("amazonPay")
  const { mutate, data, isPending } = useMutation({
    mutationFn: runSelfTest,
    onError: (error) => {
      toast.error(t("setupPage.testFailed"), { description: t(`problem.${problemOf(error)}.text`) })
    },
  })
  const resultOf = (id: string) => data?.self_test.accounts.find((account) => account.merchant_account === id)
  return (
    <Section
      title={t("setupPage.accounts")}
      aside={
        <Button size="small" variant="secondary" onClick={() => mutate()} isLoading={isPending}>
          {t("setupPage.test")}
        </Button>
      }
    >
      <ul className="divide-y">
        {accounts.map((account) => (
          <li key={account.id}>
            <Account account={account} result={resultOf(account.id)} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Account({ account, result }: { account: StatusAccount; result: SelfTestAccount | undefined }) {
  const { t } = useTranslation("amazonPay")
  return (
    <article className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex flex-wrap items-center gap-2">
        <Heading level="h3">{account.id}</Heading>
        <Badge size="2xsmall" color={account.environment === "sandbox" ? "purple" : "green"}>
          {t(account.environment === "sandbox" ? "wallet.sandbox" : "setupPage.live")}
        </Badge>
      </div>
      <Facts>
        <Fact name={t("setupPage.merchantId")}>
          <Id value={account.merchant_id} label={t("setupPage.merchantId")} />
        </Fact>
        <Fact name={t("setupPage.region")}>{account.region.toUpperCase()}</Fact>
        <Fact name={t("setupPage.currency")}>{account.ledger_currency}</Fact>
        <Fact name={t("setupPage.language")}>{account.checkout_language}</Fact>
        <Fact name={t("setupPage.keys")}>{account.public_key_ids.join(", ")}</Fact>
        <Fact name={t("setupPage.algorithm")}>{account.algorithm}</Fact>
      </Facts>
      <div role="status">{result && <SelfTestResult checks={result.checks} />}</div>
    </article>
  )
}
