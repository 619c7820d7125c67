import type { listing as english } from "../en/listing"

export const listing: typeof english = {
  search: "Suchen",
  clear: "Alle entfernen",
  first: "Neueste",
  previous: "Zurück",
  next: "Weiter",
  paging: "Seiten",
  from: "Von",
  to: "Bis",
  noneTitle: "Nichts gefunden",
  noneText: "Zu dieser Suche und diesen Filtern passt kein Eintrag.",
  wrongLink: "Dieser Link führt zu keiner Seite der Liste mehr",
  wrongLinkText: "Beginnen Sie wieder bei den neuesten Einträgen.",
  startAgain: "Zu den neuesten Einträgen",
}
