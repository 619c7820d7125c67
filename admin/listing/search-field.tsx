import { Input } from "@medusajs/ui"
import { type FormEvent, useState } from "react"
import { useTranslation } from "react-i18next"
import type { ListLocation } from "./list-location"

/** Asks for what is exactly known: an id or an e-mail address. Searches on Enter, or when it is emptied. */
export function SearchField({ location, hint }: { location: ListLocation; hint: string }) {
  const { t } = useTranslation("amazonPay")
  const [text, setText] = useState(location.search)
  const [searched, setSearched] = useState(location.search)
  if (searched !== location.search) {
    setSearched(location.search)
    setText(location.search)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    location.setSearch(text.trim())
  }
  const change = (value: string) => {
    setText(value)
    if (!value) location.setSearch("")
  }
  return (
    <form role="search" onSubmit={submit} className="w-full md:w-80">
      <Input
        role="searchbox"
        size="small"
        maxLength={200}
        value={text}
        onChange={(event) => change(event.target.value)}
        placeholder={hint}
        aria-label={`${t("listing.search")}: ${hint}`}
      />
    </form>
  )
}
