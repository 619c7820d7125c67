import type { MedusaContainer } from "@medusajs/framework/types"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { AMAZON_PAY_MODULE } from "../modules/amazon-pay"
import { refusal } from "../modules/amazon-pay/errors"
import { ImportFileProblem } from "../modules/amazon-pay/imports/file-problem"
import { parseImportFile, type ParsedFile } from "../modules/amazon-pay/imports/parse-file"
import type { PlannedRow } from "../modules/amazon-pay/imports/plan"
import { previewOf, previewOfProblem } from "../modules/amazon-pay/imports/preview"
import type AmazonPayModuleService from "../modules/amazon-pay/service"
import { failureInWords } from "../modules/amazon-pay/telemetry/failures"
import { say } from "../modules/amazon-pay/telemetry/say"
import { findCustomers } from "./find-customers"
import { emitWalletEventsStep } from "./steps/emit-wallet-events"

export type ImportWalletsInput = {
  /** The text of a CSV file with the columns `charge_permission_id`, and `customer_id` or `customer_email`. */
  csv: string
  /** Id of the admin who wants it. */
  created_by: string | null
}

export type PreviewImportInput = Pick<ImportWalletsInput, "csv">

const importWalletsStep = createStep("amazon-pay-import-wallets", async (input: ImportWalletsInput, { container }) => {
  const amazonPay = container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
  const { rows } = await readFile(container, input.csv).catch((error: unknown) => {
    if (!(error instanceof ImportFileProblem)) throw error
    throw refusal("import_file_unusable", `Line ${error.line}: ${error.message}`)
  })
  const id = await amazonPay.createImport({ file: input.csv, rows, createdBy: input.created_by })
  return new StepResponse(await amazonPay.retrieveImport(id))
})

/**
 * Stores a file of charge permissions to be attached to customers of the store in the background, and begins. Bad lines
 * are kept with their reason. The same file again, while it is worked off, is the same import.
 *
 * @throws MedusaError `import_file_unusable`, with line and reason
 */
export const importWalletsWorkflow = createWorkflow("amazon-pay-import-wallets", (input: ImportWalletsInput) => {
  const stored = importWalletsStep(input)
  emitWalletEventsStep()
  return new WorkflowResponse(stored)
})

const previewImportStep = createStep("amazon-pay-preview-import", async (input: PreviewImportInput, { container }) => {
  try {
    const { file, rows } = await readFile(container, input.csv)
    return new StepResponse(previewOf(file, rows))
  } catch (error) {
    if (error instanceof ImportFileProblem) return new StepResponse(previewOfProblem(error))
    throw error
  }
})

/** What an import of a file would do. Nothing is stored, and Amazon is not asked. */
export const previewImportWorkflow = createWorkflow("amazon-pay-preview-import", (input: PreviewImportInput) => {
  return new WorkflowResponse(previewImportStep(input))
})

async function readFile(container: MedusaContainer, csv: string): Promise<{ file: ParsedFile; rows: PlannedRow[] }> {
  const file = await parseImportFile(csv)
  const customers = await findCustomers(container, file.rows)
  const rows = await container.resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE).planImport(file.rows, customers)
  return { file, rows }
}

/**
 * Begins to work imports off and does not wait for the end: at Amazon's pace that is hours, and Medusa's Redis queues hand
 * a process one event and one job at a time.
 */
export function beginToWorkImports(container: MedusaContainer): void {
  const logger = container.resolve("logger")
  container
    .resolve<AmazonPayModuleService>(AMAZON_PAY_MODULE)
    .workImports()
    .catch((error: unknown) => say(logger, "error", "imports could not be worked off", failureInWords(error)))
}
