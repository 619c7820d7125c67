import type {
  ImportPreviewResponse,
  ImportRowStatus,
  WalletImportListResponse,
  WalletImportReportResponse,
  WalletImportResponse,
} from "../../src/contracts"
import { sdk } from "./client"

const ROUTE = "/admin/amazon-pay/wallets/import"
const LIMIT = 20

const asCsv = (file: Blob) => ({ method: "POST", headers: { "content-type": "text/csv" }, body: file })

/** What an import of the file would do, without doing it. */
export function previewImport(file: Blob): Promise<ImportPreviewResponse> {
  return sdk.client.fetch(ROUTE, { ...asCsv(file), query: { preview: true } })
}

/** Begins to attach what the file names, in the background. */
export function startImport(file: Blob): Promise<WalletImportResponse> {
  return sdk.client.fetch(ROUTE, asCsv(file))
}

/** The latest imports, newest first. */
export function listImports(signal?: AbortSignal): Promise<WalletImportListResponse> {
  return sdk.client.fetch(ROUTE, { query: { limit: LIMIT }, signal })
}

type Where = { id: string; status: ImportRowStatus | null; cursor: string }

/** How far an import is, and a page of its rows. */
export function retrieveImport(where: Where, signal?: AbortSignal): Promise<WalletImportReportResponse> {
  const { id, status, cursor } = where
  const query = { ...(status && { status }), ...(cursor && { cursor }), limit: LIMIT }
  return sdk.client.fetch(`${ROUTE}/${encodeURIComponent(id)}`, { query, signal })
}

/** The report about every row, as the store's CSV file. */
export function importReport(id: string): Promise<Response> {
  return sdk.client.fetch(`${ROUTE}/${encodeURIComponent(id)}`, {
    query: { format: "csv" },
    headers: { accept: "text/csv" },
  })
}

/** Leaves undone what has not been done yet. */
export function cancelImport(id: string): Promise<WalletImportResponse> {
  return sdk.client.fetch(`${ROUTE}/${encodeURIComponent(id)}`, { method: "DELETE" })
}
