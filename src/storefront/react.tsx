"use client"

/**
 * Saved wallets for React 18 and later, without styles. Safe to render on a server and in strict mode.
 *
 * @module medusa-payment-amazon-pay/storefront/react
 */
export { UpdateResultBanner, type UpdateResultBannerProps } from "./react/update-result-banner"
export { addressLine } from "./react/update-changes"
export { useUpdateReturn, type UseUpdateReturn, type UseUpdateReturnOptions } from "./react/use-update-return"
export { useWalletUpdate, type UseWalletUpdate } from "./react/use-wallet-update"
export { WalletHistory, type WalletHistoryProps } from "./react/wallet-history"
export { WalletUpdateButton, type WalletUpdateButtonProps } from "./react/wallet-update-button"
export { ENGLISH, type StorefrontWords } from "./react/words"
