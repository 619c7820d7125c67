/** Names of the cached answers and of what is under way. */
export const queryKeys = {
  wallets: (customerId: string) => ["amazon-pay", "wallets", customerId] as const,
  updates: (customerId: string) => ["amazon-pay", "updates", customerId] as const,
  refresh: (walletId: string) => ["amazon-pay", "refresh", walletId] as const,
  update: (updateId: string) => ["amazon-pay", "update", updateId] as const,
}
