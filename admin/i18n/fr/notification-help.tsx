import type { notificationHelp as english } from "../en/notification-help"

export const notificationHelp: typeof english = {
  received: "Elle attend d’être traitée. Rien à faire.",
  held: "Son sujet n’est pas encore approuvé. Approuvez-le ou refusez-le sur la page de configuration.",
  processed: "Elle a été traitée. Rien à faire.",
  unmatched:
    "Elle ne correspond au portefeuille d’aucun client. Elle sera reprise d’elle-même quand le portefeuille sera rattaché.",
  failed: "Elle n’a pas pu être traitée et sera réessayée automatiquement.",
  dead: "Elle a été abandonnée. Corrigez la cause, puis réessayez.",
}
