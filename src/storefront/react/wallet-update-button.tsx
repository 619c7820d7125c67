import { useId } from "react"
import type { ButtonHTMLAttributes, ReactElement, ReactNode } from "react"
import type { WalletUpdateError, WalletUpdateOptions } from "../index"
import { classNames } from "./class-names"
import { useWalletUpdate, type UseWalletUpdate } from "./use-wallet-update"

type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children" | "onClick" | "type">

export type WalletUpdateButtonProps = WalletUpdateOptions &
  ButtonProps & {
    /** The label, or a function of what is going on that returns it. */
    children: ReactNode | ((update: UseWalletUpdate) => ReactNode)
    /** The words for a failure; by default the English ones of {@link WalletUpdateError}. */
    describeError?: (error: WalletUpdateError) => ReactNode
  }

/**
 * A button that takes the customer to Amazon's hosted page. Unstyled: classes `amazon-pay-update`, `amazon-pay-button`,
 * `amazon-pay-error`; `data-state` names the state. Everything else is passed on to the `button`. While it works it is disabled by
 * `aria-disabled` only, so that it keeps the focus, and more clicks do nothing.
 *
 * @example
 * <WalletUpdateButton start={() => startUpdate(wallet.id, "payment_method")}>Update payment method</WalletUpdateButton>
 */
export function WalletUpdateButton({
  start,
  onState,
  loadScript,
  timeoutMs,
  nonce,
  children,
  describeError = (error) => error.message,
  className,
  disabled,
  ...button
}: WalletUpdateButtonProps): ReactElement {
  const errorId = useId()
  const update = useWalletUpdate({ start, onState, loadScript, timeoutMs, nonce })
  const { state, busy, error, run } = update
  return (
    <span className="amazon-pay-update" data-state={state.status}>
      <button
        aria-describedby={error ? errorId : undefined}
        {...button}
        type="button"
        className={classNames("amazon-pay-button", className)}
        data-state={state.status}
        disabled={disabled && !busy}
        aria-disabled={busy || undefined}
        aria-busy={busy}
        onClick={() => void run()}
      >
        {typeof children === "function" ? children(update) : children}
      </button>
      <span id={errorId} role="alert" className="amazon-pay-error" data-code={error?.code}>
        {error && describeError(error)}
      </span>
    </span>
  )
}
