import { headers } from "next/headers"
import { listWallets } from "@lib/data/amazon-pay"
import { LoginForm } from "../login-form"
import { WalletSection } from "../wallet-section"

/** The store's `accountPath`. What follows it is a return straight from Amazon (`returnTo: "storefront"`). */
export default async function AmazonPayPage() {
  const answered = await listWallets()
  if ("status" in answered && answered.status === 401) return <LoginForm />
  const nonce = (await headers()).get("x-nonce") ?? undefined
  return <WalletSection initialWallets={"value" in answered ? answered.value : undefined} nonce={nonce} />
}
