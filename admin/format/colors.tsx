import type { StatusBadge } from "@medusajs/ui"
import type { ComponentProps } from "react"
import type { UpdateStatus, WalletAction, WalletStatus } from "../../src/contracts"

type Color = ComponentProps<typeof StatusBadge>["color"]

const UPDATE: Readonly<Record<UpdateStatus, Color>> = {
  started: "blue",
  pending: "orange",
  completed: "green",
  canceled: "grey",
  declined: "red",
  failed: "red",
  expired: "grey",
}

const WALLET: Readonly<Record<WalletStatus, Color>> = { chargeable: "green", non_chargeable: "red", closed: "grey" }

export function updateColor(status: UpdateStatus): Color {
  return UPDATE[status]
}

/** A wallet that only has to be waited for is not alarming. */
export function walletColor(status: WalletStatus, action: WalletAction): Color {
  return action === "wait" ? "orange" : WALLET[status]
}
