import type { WalletImport } from "../../../src/contracts"

const EVERY_MS = 2_000

/** Whether nothing is left to be done of an import. */
export function isOver({ status }: Pick<WalletImport, "status">): boolean {
  return status === "completed" || status === "canceled"
}

/** After how many milliseconds imports are looked at again; `false` where none is under way, or none is known. */
export function nextLook(imports: readonly Pick<WalletImport, "status">[] | undefined): number | false {
  return imports?.some((found) => !isOver(found)) ? EVERY_MS : false
}
