import { Button, StatusBadge, Table, Text, toast, usePrompt } from "@medusajs/ui"
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { WalletImport, WalletImportReportResponse, WalletImportRow } from "../../../src/contracts"
import { cancelImport, importReport, retrieveImport } from "../../api/imports"
import { saveAsFile } from "../../api/save-as-file"
import { Failure } from "../../components/failure"
import { Foreign } from "../../components/foreign"
import { Loading } from "../../components/loading"
import { Section } from "../../components/section"
import { importColor, importRowColor } from "../../format/colors"
import { importCodeText } from "../../format/import"
import { problemOf } from "../../format/problem"
import { queryKeys } from "../../hooks/keys"
import { retryOnce } from "../../hooks/retry"
import { isOver, nextLook } from "./under-way"

/** How far an import is, and what became of every line. */
export function ImportProgress({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation("amazonPay")
  const [trail, setTrail] = useState<readonly string[]>([])
  const cursor = trail.at(-1) ?? ""
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: queryKeys.import({ id, cursor }),
    queryFn: ({ signal }) => retrieveImport({ id, status: null, cursor }, signal),
    placeholderData: keepPreviousData,
    retry: retryOnce,
    refetchInterval: ({ state }) => nextLook(state.data && [state.data.import]),
  })
  return (
    <Section
      title={t("importPage.progress")}
      aside={
        <div className="flex flex-wrap gap-2">
          {data && <ImportActions found={data.import} />}
          <Button size="small" variant="transparent" onClick={onClose}>
            {t("importPage.another")}
          </Button>
        </div>
      }
    >
      {isPending && <Loading label={t("importPage.loading")} />}
      {error && <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />}
      {data && (
        <>
          <Counts found={data.import} />
          <Rows
            report={data}
            hasPrevious={trail.length > 0}
            onPrevious={() => setTrail(trail.slice(0, -1))}
            onNext={(next) => setTrail([...trail, next])}
          />
        </>
      )}
    </Section>
  )
}

function ImportActions({ found }: { found: WalletImport }) {
  const { t } = useTranslation("amazonPay")
  const client = useQueryClient()
  const prompt = usePrompt()
  const failed = (error: Error) => {
    toast.error(t("importPage.failed"), { description: t(`problem.${problemOf(error)}.text`) })
  }
  const report = useMutation({
    mutationFn: async () => saveAsFile(await importReport(found.id), `amazon-pay-import-${found.id}.csv`),
    onError: failed,
  })
  const cancel = useMutation({
    mutationFn: () => cancelImport(found.id),
    onError: failed,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.imports }),
  })
  const askAndCancel = async () => {
    const isSure = await prompt({
      title: t("importPage.stopTitle"),
      description: t("importPage.stopText"),
      confirmText: t("importPage.stop"),
      cancelText: t("cancel"),
    })
    if (isSure) cancel.mutate()
  }
  return (
    <>
      <Button size="small" variant="secondary" onClick={() => report.mutate()} isLoading={report.isPending}>
        {t("importPage.report")}
      </Button>
      {!isOver(found) && (
        <Button size="small" variant="danger" onClick={() => void askAndCancel()} isLoading={cancel.isPending}>
          {t("importPage.stop")}
        </Button>
      )}
    </>
  )
}

function Counts({ found }: { found: WalletImport }) {
  const { t } = useTranslation("amazonPay")
  const done = found.total - found.remaining
  const counts = [
    [t("importPage.attached"), found.attached],
    [t("importPage.skipped"), found.skipped],
    [t("importPage.refused"), found.refused],
    [t("importPage.failedRows"), found.failed],
    [t("importPage.remaining"), found.remaining],
  ] as const
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex items-center justify-between gap-x-4">
        <Text size="small" leading="compact" weight="plus" role="status">
          {t("importPage.done", { done, total: found.total })}
        </Text>
        <StatusBadge color={importColor(found.status)}>{t(`importStatus.${found.status}`)}</StatusBadge>
      </div>
      <progress className="sr-only" value={done} max={Math.max(found.total, 1)} aria-label={t("importPage.progress")} />
      <div aria-hidden className="bg-ui-bg-subtle h-2 overflow-hidden rounded-full">
        <div className="bg-ui-tag-green-icon h-full" style={{ width: `${(done / Math.max(found.total, 1)) * 100}%` }} />
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {counts.map(([name, count]) => (
          <li key={name}>
            <Text size="small" leading="compact" className="text-ui-fg-subtle">
              {name}: {count}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  )
}

type RowsProps = {
  report: WalletImportReportResponse
  hasPrevious: boolean
  onPrevious: () => void
  onNext: (cursor: string) => void
}

function Rows({ report: { rows, next_cursor: next }, hasPrevious, onPrevious, onNext }: RowsProps) {
  const { t } = useTranslation("amazonPay")
  return (
    <>
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("importPage.line")}</Table.HeaderCell>
            <Table.HeaderCell>{t("wallet.chargePermission")}</Table.HeaderCell>
            <Table.HeaderCell>{t("updatesPage.status")}</Table.HeaderCell>
            <Table.HeaderCell>{t("notificationsPage.reason")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map((row) => (
            <Row key={row.line} row={row} />
          ))}
        </Table.Body>
      </Table>
      {(hasPrevious || next) && (
        <nav className="flex justify-end gap-x-2 px-6 py-4" aria-label={t("listing.paging")}>
          <Button size="small" variant="secondary" disabled={!hasPrevious} onClick={onPrevious}>
            {t("listing.previous")}
          </Button>
          <Button size="small" variant="secondary" disabled={!next} onClick={() => next && onNext(next)}>
            {t("listing.next")}
          </Button>
        </nav>
      )}
    </>
  )
}

function Row({ row }: { row: WalletImportRow }) {
  const { t } = useTranslation("amazonPay")
  return (
    <Table.Row>
      <Table.Cell>{row.line}</Table.Cell>
      <Table.Cell>{row.charge_permission_id ? <Foreign text={row.charge_permission_id} limit={40} /> : "–"}</Table.Cell>
      <Table.Cell>
        <StatusBadge color={importRowColor(row.status)}>{t(`importRow.${row.status}`)}</StatusBadge>
      </Table.Cell>
      <Table.Cell className="whitespace-normal">{row.code ? importCodeText(row, t) : "–"}</Table.Cell>
    </Table.Row>
  )
}
