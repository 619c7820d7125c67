"use client"

import { useRouter } from "next/navigation"
import type { Wallet, WalletActions } from "medusa-payment-amazon-pay/storefront"
import { SavedWallets } from "medusa-payment-amazon-pay/storefront/react"
import "medusa-payment-amazon-pay/storefront/styles.css"
import { valueOf } from "@lib/answers"
import * as server from "@lib/data/amazon-pay"

const actions: WalletActions = {
  listWallets: () => valueOf(server.listWallets()),
  saveWallet: () => valueOf(server.saveWallet()),
  startUpdate: (id, type) => valueOf(server.startUpdate(id, type)),
  closeWallet: (id) => valueOf(server.closeWallet(id)),
  listUpdates: (id, limit) => valueOf(server.listUpdates(id, limit)),
  loadUpdate: (id) => valueOf(server.loadUpdate(id)),
  completeUpdate: (id, session) => valueOf(server.completeUpdate(id, session)),
}

/** The wallets of the customer, rendered on the server with what it knows; everything else goes through server actions. */
export function WalletSection({ initialWallets, nonce }: { initialWallets?: Wallet[]; nonce?: string }) {
  const router = useRouter()
  return (
    <SavedWallets
      actions={actions}
      initialWallets={initialWallets}
      nonce={nonce}
      onLoggedOut={() => router.refresh()}
    />
  )
}
