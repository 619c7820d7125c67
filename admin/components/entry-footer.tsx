import { useId, useState } from "react"
import type { WalletUpdate } from "../../src/contracts"
import { DetailsButton } from "./details-button"
import { EntryEvidence } from "./entry-evidence"
import { Sources } from "./sources"

/** How an entry became known, and what stands behind it; the latter is loaded when it is opened. */
export function EntryFooter({ update }: { update: WalletUpdate }) {
  const [isOpen, setOpen] = useState(false)
  const evidenceId = useId()
  return (
    <div className="flex flex-col gap-y-2">
      <div className="flex items-center justify-between gap-x-3">
        <Sources sources={update.sources} />
        <DetailsButton update={update} isOpen={isOpen} controls={evidenceId} onToggle={() => setOpen(!isOpen)} />
      </div>
      <div id={evidenceId} hidden={!isOpen}>
        {isOpen && <EntryEvidence updateId={update.id} />}
      </div>
    </div>
  )
}
