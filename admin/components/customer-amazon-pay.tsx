import { UpdateHistory } from "./update-history"
import { WalletList } from "./wallet-list"

/** A customer's saved wallets and what happened to them. `entries` is how much of the history is shown at first. */
export function CustomerAmazonPay({ customerId, entries }: { customerId: string; entries: number }) {
  return (
    <>
      <WalletList customerId={customerId} />
      <UpdateHistory customerId={customerId} entries={entries} />
    </>
  )
}
