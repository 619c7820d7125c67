"use server"

import { createWalletActions } from "medusa-payment-amazon-pay/storefront"
import { answer } from "@lib/answers"
import { sdk } from "@lib/config"
import { getAuthHeaders } from "@lib/data/cookies"

// Everything exported here can be called by any browser, with any arguments: each is one route of the store, which asks
// who the customer is and what is theirs.
const store = createWalletActions(async (path, init) =>
  sdk.client.fetch(path, { ...init, headers: await getAuthHeaders(), cache: "no-store" }),
)

export const listWallets = async () => answer(store.listWallets())

export const saveWallet = async () => answer(store.saveWallet())

export const startUpdate = async (...args: Parameters<typeof store.startUpdate>) => answer(store.startUpdate(...args))

export const closeWallet = async (id: string) => answer(store.closeWallet(id))

export const listUpdates = async (id: string, limit: number) => answer(store.listUpdates(id, limit))

export const loadUpdate = async (id: string) => answer(store.loadUpdate(id))

export const completeUpdate = async (id: string, session: string) => answer(store.completeUpdate(id, session))
