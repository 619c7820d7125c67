import { Button, Drawer, Hint, Input, Label, toast } from "@medusajs/ui"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { type FormEvent, useId, useState } from "react"
import { useTranslation } from "react-i18next"
import { attachWallet } from "../api/customer"
import { foreignText } from "../format/foreign-text"
import { problemOf } from "../format/problem"
import { queryKeys } from "../hooks/keys"

/** Attaches a saved wallet that exists at Amazon already to a customer. */
export function AttachWallet({ customerId }: { customerId: string }) {
  const { t } = useTranslation("amazonPay")
  const [isOpen, setOpen] = useState(false)
  return (
    <Drawer open={isOpen} onOpenChange={setOpen}>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          {t("attachWallet.open")}
        </Button>
      </Drawer.Trigger>
      <Drawer.Content>
        <Drawer.Header>
          <Drawer.Title>{t("attachWallet.title")}</Drawer.Title>
          <Drawer.Description>{t("attachWallet.lead")}</Drawer.Description>
        </Drawer.Header>
        <AttachForm customerId={customerId} onDone={() => setOpen(false)} />
      </Drawer.Content>
    </Drawer>
  )
}

function AttachForm({ customerId, onDone }: { customerId: string; onDone: () => void }) {
  const { t } = useTranslation("amazonPay")
  const client = useQueryClient()
  const id = useId()
  const [text, setText] = useState("")
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: () => attachWallet(customerId, text.trim()),
    onSuccess: async () => {
      toast.success(t("attachWallet.attached"))
      await Promise.all(
        [queryKeys.wallets(customerId), queryKeys.updates(customerId)].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      )
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) mutate()
  }
  const change = (value: string) => {
    setText(value)
    reset()
  }
  return (
    <form onSubmit={submit} className="flex flex-1 flex-col">
      <Drawer.Body className="flex flex-col gap-y-2">
        <Label size="small" htmlFor={id}>
          {t("wallet.chargePermission")}
        </Label>
        <Input
          id={id}
          value={text}
          onChange={(event) => change(event.target.value)}
          placeholder="B01-1234567-1234567"
          maxLength={64}
          aria-invalid={error !== null}
          aria-describedby={error ? `${id}-error` : undefined}
          autoComplete="off"
          autoFocus
        />
        <div role="alert">
          {error && (
            <Hint id={`${id}-error`} variant="error">
              {refusalText(error) ?? t(`problem.${problemOf(error)}.text`)}
            </Hint>
          )}
        </div>
      </Drawer.Body>
      <Drawer.Footer>
        <Button size="small" variant="secondary" type="button" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button size="small" type="submit" isLoading={isPending} disabled={!text.trim()}>
          {t("attachWallet.attach")}
        </Button>
      </Drawer.Footer>
    </form>
  )
}

const REFUSED: ReadonlySet<unknown> = new Set([400, 404])

/** Why the store refused, which only it knows. */
function refusalText(error: Error): string | null {
  return "status" in error && REFUSED.has(error.status) ? foreignText(error.message, 300) : null
}
