import { Table, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { ImportPreview, ImportProblem } from "../../../src/contracts"
import { Fact, Facts } from "../../components/facts"
import { Foreign } from "../../components/foreign"
import { importCodeText } from "../../format/import"

/** What a file would do: how many wallets it would attach, and every line that something is wrong with. */
export function Preview({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation("amazonPay")
  const unlisted = preview.problem_count - preview.problems.length
  return (
    <div className="flex flex-col gap-y-4 px-6 py-4">
      <Facts>
        <Fact name={t("importPage.rows")}>{preview.total}</Fact>
        <Fact name={t("importPage.attachable")}>{preview.attachable}</Fact>
        <Fact name={t("importPage.skipped")}>{preview.skipped}</Fact>
        <Fact name={t("importPage.refused")}>{preview.refused}</Fact>
        {preview.ignored_columns.length > 0 && (
          <Fact name={t("importPage.ignored")}>
            <Foreign text={preview.ignored_columns.join(", ")} limit={200} />
          </Fact>
        )}
      </Facts>
      {!preview.importable && (
        <Text size="small" className="text-ui-fg-error">
          {t("importPage.notImportable")}
        </Text>
      )}
      {preview.problems.length > 0 && <Problems problems={preview.problems} />}
      {unlisted > 0 && (
        <Text size="small" className="text-ui-fg-subtle">
          {t("importPage.more", { count: unlisted })}
        </Text>
      )}
    </div>
  )
}

function Problems({ problems }: { problems: readonly ImportProblem[] }) {
  const { t } = useTranslation("amazonPay")
  return (
    <div
      className="max-h-80 overflow-y-auto rounded-md border"
      tabIndex={0}
      role="group"
      aria-label={t("importPage.problems")}
    >
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("importPage.line")}</Table.HeaderCell>
            <Table.HeaderCell>{t("notificationsPage.reason")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {problems.map((problem) => (
            <Table.Row key={`${problem.line} ${problem.code}`}>
              <Table.Cell>{problem.line}</Table.Cell>
              <Table.Cell className="whitespace-normal">{importCodeText(problem, t)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}
