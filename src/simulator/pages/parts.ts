import { html, type Html } from "./html"

export type Option = Readonly<{ value: string; text: string }>

/** The first row of a table. */
export function headings(...names: string[]): Html {
  return html`<tr>
    ${names.map((name) => html`<th scope="col">${name}</th>`)}
  </tr>`
}

/** A form of the start page with one button, and one field at most. */
export function changeForm(
  action: string,
  hidden: Readonly<{ id: string; type?: string }>,
  label: string,
  field?: Html,
): Html {
  return html`<form method="post" action="/_page/${action}">
    ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    ${field}
    <button data-testid="${hidden.type ? `change-${hidden.type}` : action}">${label}</button>
  </form>`
}

/** A choice of values. */
export function selection(name: string, label: string, options: readonly Option[]): Html {
  return html`<select name="${name}" aria-label="${label}">
    ${options.map(({ value, text }) => html`<option value="${value}">${text}</option>`)}
  </select>`
}

/** A decimal amount. */
export function amountField(label: string, { amount }: { amount: string }): Html {
  return html`<input type="text" name="amount" aria-label="${label}" value="${amount}" inputmode="decimal" />`
}
