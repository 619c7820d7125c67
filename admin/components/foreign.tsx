import { foreignText, foreignTitle } from "../format/foreign-text"

/** Text that buyers or Amazon wrote: shortened, wrapped, and kept from turning the text around it. */
export function Foreign({ text, limit }: { text: string; limit?: number }) {
  return (
    <bdi className="[overflow-wrap:anywhere]" title={foreignTitle(text, limit)}>
      {foreignText(text, limit)}
    </bdi>
  )
}
