import { Container, Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router-dom"
import { EarlierImports } from "./earlier-imports"
import { ImportProgress } from "./import-progress"
import { OPEN_IMPORT } from "./opened"
import { Upload } from "./upload"

/** Attaches wallets that exist at Amazon already, from a file: look first, then import, then read the report. */
export default function ImportPage() {
  const { t } = useTranslation("amazonPay")
  const [params, setParams] = useSearchParams()
  const opened = params.get(OPEN_IMPORT)
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="flex flex-col gap-y-1 px-6 py-4">
        <Heading level="h1">{t("importPage.title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle text-pretty">
          {t("importPage.lead")}
        </Text>
      </Container>
      {opened ? (
        <ImportProgress key={opened} id={opened} onClose={() => setParams({})} />
      ) : (
        <Upload onStarted={(id) => setParams({ [OPEN_IMPORT]: id })} />
      )}
      <EarlierImports />
    </div>
  )
}
