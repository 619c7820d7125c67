import type { checkFix as english } from "../en/check-fix"

export const checkFix: typeof english = {
  keys_rotating: "Nehmen Sie den alten Schlüssel aus der Option keys, sobald er bei Amazon gelöscht ist.",
  region_without_update_page: "Zeigen Sie diesen Kunden die Seite der Wallet bei Amazon.",
  urls_local:
    "Dorthin kann Amazon keine Benachrichtigungen senden. Setzen Sie vor dem Start öffentliche https-Adressen.",
  topics_waiting:
    "Vergleichen Sie jede ARN mit der in Seller Central und geben Sie sie unten frei oder lehnen Sie sie ab.",
  topics_none:
    "Tragen Sie die Benachrichtigungsadresse in Seller Central ein; die erste Benachrichtigung zeigt ihr Topic unten.",
  notifications_none:
    "Tragen Sie die Benachrichtigungsadresse in Seller Central ein. Bis dahin werden Änderungen bei Amazon einmal am Tag gefunden.",
  notifications_stuck: "Prüfen Sie, ob ein Worker des Shops läuft und ob Amazon Pay antwortet.",
  dead_letters_some: "Sehen Sie sich die Gründe auf der Seite Benachrichtigungen an und versuchen Sie es dann erneut.",
  mismatches_some: "Nichts wurde geändert. Sehen Sie sich beide in Seller Central an.",
  payments_unknown: "Amazon wird alle fünf Minuten erneut gefragt. Das Log des Shops sagt, woran es scheitert.",
  payments_unrecorded: "Der Shop versucht es jede Minute erneut. Sein Log sagt, woran es scheitert.",
  chargebacks_some:
    "Antworten Sie Amazon rechtzeitig in Seller Central. Die Bestellung zeigt, um welche Zahlung es geht.",
  reconciliation_never:
    "Er läuft alle fünf Minuten in einem Prozess des Shops mit Worker-Modus shared oder worker. Prüfen Sie, ob es einen gibt.",
  reconciliation_late:
    "Er läuft alle fünf Minuten in einem Prozess des Shops mit Worker-Modus shared oder worker. Prüfen Sie, ob es einen gibt.",
  reconciliation_failed: "Einzelheiten stehen im Log des Shops.",
}
