/**
 * Hands an answer of the store to the browser as a download. The browser keeps large ones on disk.
 *
 * @throws TypeError when the connection ends before the file does; nothing is saved then
 */
export async function saveAsFile(answer: Response, name: string): Promise<void> {
  const url = URL.createObjectURL(await answer.blob())
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
