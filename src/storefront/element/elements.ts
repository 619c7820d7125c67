type Child = Node | string | null | false

type Attributes = Record<string, string | boolean | null | undefined>

/**
 * Makes an element of the page. Its classes are its parts too, without `amazon-pay-`, so that a store's stylesheet
 * reaches it with `::part()`. Texts are texts, never markup.
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value)
  element.append(...children.filter((child) => child !== null && child !== false))
  const parts = element.className.split(" ").filter(Boolean)
  if (parts.length) element.part.add(...parts.map((name) => name.replace(/^amazon-pay-/, "")))
  return element
}

/** Sets an attribute, or takes it away for `null`, `undefined` and `false`. */
export function setAttribute(element: Element, name: string, value: string | boolean | null | undefined): void {
  if (value === null || value === undefined || value === false) element.removeAttribute(name)
  else element.setAttribute(name, value === true ? "" : value)
}
