import { Button, Drawer, Label, Select, Text, toast } from "@medusajs/ui"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useId, useState } from "react"
import { useTranslation } from "react-i18next"
import {
  UPDATE_LINK_HOURS,
  WALLET_UPDATE_TYPES,
  type AdminUpdateLink,
  type AdminWallet,
  type CreatedUpdateLink,
  type WalletUpdateType,
} from "../../src/contracts"
import { createUpdateLink, retrieveWallet } from "../api/update-links"
import { problemOf } from "../format/problem"
import { queryKeys } from "../hooks/keys"
import { retryOnce } from "../hooks/retry"
import { Failure } from "./failure"
import { Id } from "./id"
import { Loading } from "./loading"
import { UpdateLinkItem } from "./update-link-item"

type UpdateLinksProps = {
  wallet: AdminWallet
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** Gives the focus back to what opened it. */
  onClosed: () => void
}

/** Makes a link that asks the customer to update a wallet, and shows those made before. */
export function UpdateLinks({ wallet, isOpen, onOpenChange, onClosed }: UpdateLinksProps) {
  const { t } = useTranslation("amazonPay")
  const giveFocusBack = (event: Event) => {
    event.preventDefault()
    onClosed()
  }
  return (
    <Drawer open={isOpen} onOpenChange={onOpenChange}>
      <Drawer.Content onCloseAutoFocus={giveFocusBack}>
        <Drawer.Header>
          <Drawer.Title>{t("updateLinks.title")}</Drawer.Title>
          <Drawer.Description>{t("updateLinks.lead")}</Drawer.Description>
        </Drawer.Header>
        <Drawer.Body className="flex flex-col gap-y-6 overflow-y-auto">
          <NewLink wallet={wallet} />
          <MadeLinks walletId={wallet.id} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer>
  )
}

const HOURS = [24, UPDATE_LINK_HOURS.default, UPDATE_LINK_HOURS.max] as const

function NewLink({ wallet }: { wallet: AdminWallet }) {
  const { t } = useTranslation("amazonPay")
  const client = useQueryClient()
  const types = WALLET_UPDATE_TYPES.filter(
    (type) => wallet.product_type === "pay_and_ship" || type === "payment_method",
  )
  const [type, setType] = useState<WalletUpdateType>("payment_method")
  const [hours, setHours] = useState<number>(UPDATE_LINK_HOURS.default)
  const { mutate, data, isPending } = useMutation({
    mutationFn: () => createUpdateLink(wallet.id, { update_type: type, expires_in_hours: hours }),
    onSuccess: () => toast.success(t("updateLinks.made")),
    onError: (error) => {
      toast.error(t("updateLinks.notMade"), { description: t(`problem.${problemOf(error)}.text`) })
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.wallet(wallet.id) }),
  })
  return (
    <div className="flex flex-col gap-y-4">
      <Choice
        label={t("updateLinks.type")}
        value={type}
        options={types.map((value) => ({ value, label: t(`updateType.${value}`) }))}
        onChange={setType}
      />
      <Choice
        label={t("updateLinks.validFor")}
        value={String(hours)}
        options={HOURS.map((value) => ({ value: String(value), label: t("updateLinks.days", { count: value / 24 }) }))}
        onChange={(value) => setHours(Number(value))}
      />
      <Button size="small" className="self-start" onClick={() => mutate()} isLoading={isPending}>
        {t("updateLinks.make")}
      </Button>
      <div role="status">{data && <JustMade link={data.update_link} />}</div>
    </div>
  )
}

type ChoiceProps<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const id = useId()
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen)
    if (option) onChange(option.value)
  }
  return (
    <div className="flex flex-col gap-y-1">
      <Label size="small" id={id}>
        {label}
      </Label>
      <Select size="small" value={value} onValueChange={choose}>
        <Select.Trigger aria-labelledby={id}>
          <Select.Value />
        </Select.Trigger>
        <Select.Content>
          {options.map((option) => (
            <Select.Item key={option.value} value={option.value}>
              {option.label}
            </Select.Item>
          ))}
        </Select.Content>
      </Select>
    </div>
  )
}

function JustMade({ link }: { link: CreatedUpdateLink }) {
  const { t } = useTranslation("amazonPay")
  return (
    <div className="bg-ui-bg-subtle border-ui-border-base flex flex-col gap-y-2 rounded-md border px-3 py-3">
      <Text size="small" className="text-pretty">
        {t("updateLinks.onlyNow")}
      </Text>
      <Id value={link.url} label={t("updateLinks.link")} />
    </div>
  )
}

function MadeLinks({ walletId }: { walletId: string }) {
  const { t } = useTranslation("amazonPay")
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: queryKeys.wallet(walletId),
    queryFn: ({ signal }) => retrieveWallet(walletId, signal),
    retry: retryOnce,
    staleTime: 0,
  })
  if (isPending) return <Loading label={t("updateLinks.loading")} rows={1} />
  if (!data) return <Failure error={error} onRetry={() => void refetch()} isRetrying={isFetching} />
  return <LinkList links={data.update_links} walletId={walletId} />
}

function LinkList({ links, walletId }: { links: readonly AdminUpdateLink[]; walletId: string }) {
  const { t } = useTranslation("amazonPay")
  if (links.length === 0) {
    return (
      <Text size="small" className="text-ui-fg-subtle">
        {t("updateLinks.none")}
      </Text>
    )
  }
  return (
    <section className="flex flex-col gap-y-2">
      <h3 className="txt-compact-small-plus">{t("updateLinks.earlier")}</h3>
      <ul className="divide-ui-border-base divide-y">
        {links.map((link) => (
          <UpdateLinkItem key={link.id} link={link} walletId={walletId} />
        ))}
      </ul>
    </section>
  )
}
