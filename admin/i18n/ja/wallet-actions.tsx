import type { walletActions as english } from "../en/wallet-actions"

export const walletActions: typeof english = {
  more: "その他の操作",
  sendLink: "更新リンクを送る",
  sellerCentral: "セラーセントラルで開く",
}
