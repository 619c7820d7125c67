/** The component's own class, and the store's. */
export function classNames(own: string, more: string | undefined): string {
  return more ? `${own} ${more}` : own
}
