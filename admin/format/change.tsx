import type { TFunction } from "i18next"
import type { ChangeField, ChangeValue, ProductType, WalletAddress, WalletStatus } from "../../src/contracts"
import { en } from "../i18n/en"
import { addressLines } from "./address"
import { foreignText } from "./foreign-text"
import { walletReason } from "./reason"

type Words = { t: TFunction<"amazonPay">; language: string }

/** One side of a recorded change, line by line; no lines when there was nothing. */
export function changeLines(field: ChangeField, value: ChangeValue, { t, language }: Words): string[] {
  if (value === null) return []
  if (Array.isArray(value))
    return value.map((code) => (field === "reasons" ? walletReason(code, t) : foreignText(code)))
  if (isAddress(value)) return addressLines(value, language)
  if (field === "status" && isStatus(value)) return [t(`walletStatus.${value}`)]
  if (field === "product_type" && isProductType(value)) return [t(`productType.${value}`)]
  const text = foreignText(value)
  return text ? [text] : []
}

function isAddress(value: string | WalletAddress): value is WalletAddress {
  return typeof value === "object"
}

function isStatus(value: string): value is WalletStatus {
  return Object.hasOwn(en.walletStatus, value)
}

function isProductType(value: string): value is ProductType {
  return Object.hasOwn(en.productType, value)
}
