"use client"

/**
 * Saved wallets for React 18 and later: the whole section of an account page, or its pieces. Safe to render on a server
 * and in strict mode; without styles until `medusa-payment-amazon-pay/storefront/styles.css` is loaded.
 *
 * @module medusa-payment-amazon-pay/storefront/react
 */
export { CloseWalletButton, type CloseWalletButtonProps } from "./react/close-wallet-button"
export { ManageLink } from "./react/manage-link"
export { SavedWallets, type SavedWalletsProps } from "./react/saved-wallets"
export { SaveWalletButton, type SaveWalletButtonProps } from "./react/save-wallet-button"
export { UpdateResultBanner, type UpdateResultBannerProps } from "./react/update-result-banner"
export { useSavedWallets, type UseSavedWallets, type UseSavedWalletsOptions } from "./react/use-saved-wallets"
export { useUpdateLink, type UseUpdateLink, type UseUpdateLinkOptions } from "./react/use-update-link"
export { useUpdateReturn, type UseUpdateReturn, type UseUpdateReturnOptions } from "./react/use-update-return"
export { useWalletUpdate, type UseWalletUpdate } from "./react/use-wallet-update"
export { WalletCard, type WalletCardProps, type WalletParts } from "./react/wallet-card"
export { WalletHistory, type WalletHistoryProps } from "./react/wallet-history"
export { WalletTimeline, type WalletTimelineProps } from "./react/wallet-timeline"
export { WalletUpdateButton, type WalletUpdateButtonProps } from "./react/wallet-update-button"
export { WalletUpdateButtons, type WalletUpdateButtonsProps } from "./react/wallet-update-buttons"
export { addressLine, guidanceFor, isLoggedOut, momentText, problemText, type Guidance } from "./presentation"
export { ENGLISH } from "./words/english"
export type { StorefrontWords, TitledText } from "./words/words"
