import { Button, Label, Text, toast } from "@medusajs/ui"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useId, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { previewImport, startImport } from "../../api/imports"
import { Foreign } from "../../components/foreign"
import { Section } from "../../components/section"
import { importProblem } from "../../format/import"
import { queryKeys } from "../../hooks/keys"
import { Preview } from "./preview"

/** Takes a file, shows what it would do, and begins the import when somebody wants that. */
export function Upload({ onStarted }: { onStarted: (importId: string) => void }) {
  const { t } = useTranslation("amazonPay")
  const inputId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const client = useQueryClient()
  const preview = useMutation({ mutationFn: previewImport })
  const start = useMutation({
    mutationFn: startImport,
    onSuccess: ({ import: started }) => {
      void client.invalidateQueries({ queryKey: queryKeys.imports })
      onStarted(started.id)
    },
    onError: (error) => toast.error(t("importPage.notStarted"), { description: importProblem(error, t) }),
  })
  const choose = (chosen: File | null) => {
    setFile(chosen)
    preview.reset()
    if (chosen) preview.mutate(chosen)
  }
  /** An input that kept its value would say nothing when the same file is chosen again, mended. */
  const take = (chooser: HTMLInputElement) => {
    choose(chooser.files?.[0] ?? null)
    chooser.value = ""
  }
  return (
    <Section title={t("importPage.upload")}>
      <div className="flex flex-col gap-y-3 px-6 py-4">
        <Label htmlFor={inputId} size="small">
          {t("importPage.file")}
        </Label>
        <input
          ref={input}
          id={inputId}
          type="file"
          accept=".csv,text/csv"
          className="hidden"
          onChange={(event) => take(event.target)}
        />
        <div className="flex min-w-0 items-center gap-x-3">
          <Button size="small" variant="secondary" onClick={() => input.current?.click()}>
            {t("importPage.choose")}
          </Button>
          {file && (
            <Text size="small" leading="compact" className="truncate">
              <Foreign text={file.name} limit={80} />
            </Text>
          )}
        </div>
        <Text size="small" className="text-ui-fg-subtle text-pretty">
          {t("importPage.format")}
        </Text>
        <code className="txt-compact-small bg-ui-bg-subtle rounded-md px-2 py-1 font-mono">
          customer_email,charge_permission_id
        </code>
      </div>
      <div role="status">
        {preview.isPending && (
          <Text size="small" className="text-ui-fg-subtle px-6 py-4">
            {t("importPage.checking")}
          </Text>
        )}
        {preview.isError && (
          <Text size="small" className="text-ui-fg-error px-6 py-4">
            {importProblem(preview.error, t)}
          </Text>
        )}
        {preview.data && <Preview preview={preview.data.preview} />}
      </div>
      {file && preview.data && (
        <div className="flex justify-end gap-x-2 px-6 py-4">
          <Button size="small" variant="secondary" onClick={() => choose(null)} disabled={start.isPending}>
            {t("cancel")}
          </Button>
          <Button
            size="small"
            onClick={() => start.mutate(file)}
            isLoading={start.isPending}
            disabled={!preview.data.preview.importable || preview.data.preview.attachable === 0}
          >
            {t("importPage.start")}
          </Button>
        </div>
      )}
    </Section>
  )
}
