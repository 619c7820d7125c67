import type { StorefrontWords } from "./words"

export const GERMAN: StorefrontWords = {
  language: "de",
  walletStatuses: {
    chargeable: "Einsatzbereit",
    non_chargeable: "Braucht Ihre Aufmerksamkeit",
    closed: "Geschlossen",
  },
  walletActions: {
    none: "Es ist nichts zu tun. Bestellungen können über diese Wallet bezahlt werden.",
    update: "Aktualisieren Sie Ihre Zahlungsart, damit Ihre nächste Bestellung bezahlt werden kann.",
    set_up_again:
      "Diese Wallet kann nicht mehr verwendet werden. Speichern Sie eine neue, um weiter mit Amazon Pay zu bezahlen.",
    wait: "Sie brauchen nichts zu tun.",
  },
  waiting: "Zahlung läuft",
  reasons: {
    PaymentMethodInvalid: "Die letzte Zahlung mit dieser Zahlungsart wurde abgelehnt.",
    PaymentMethodDeleted: "Die Zahlungsart wurde aus Ihrem Amazon-Konto entfernt.",
    BillingAddressDeleted: "Die Rechnungsadresse wurde aus Ihrem Amazon-Konto entfernt.",
    PaymentMethodExpired: "Die Zahlungsart ist abgelaufen.",
    PaymentMethodNotAllowed: "Amazon lässt diese Zahlungsart hier nicht zu.",
    PaymentMethodNotSet: "Es ist keine Zahlungsart ausgewählt.",
    MFAFailed: "Die Zahlungsart wurde nicht bei Ihrer Bank bestätigt.",
    ChargeInProgress: "Eine Zahlung wird gerade verarbeitet.",
    MerchantClosed: "Der Shop hat diese Wallet geschlossen.",
    MerchantCanceled: "Der Shop hat diese Wallet geschlossen.",
    BuyerClosed: "Sie haben diese Wallet bei Amazon entfernt.",
    BuyerCanceled: "Sie haben diese Wallet bei Amazon entfernt.",
    AmazonClosed: "Amazon hat diese Wallet geschlossen.",
    AmazonCanceled: "Amazon hat diese Wallet geschlossen.",
    Expired: "Diese Wallet ist abgelaufen.",
  },
  completed: {
    set_up: "Ihre Amazon-Pay-Wallet ist gespeichert.",
    payment_method: "Ihre Zahlungsart ist aktualisiert.",
    shipping_address: "Ihre Adresse ist aktualisiert.",
    other: "Ihre Wallet ist aktualisiert.",
  },
  outcomes: {
    canceled: {
      title: "Aktualisierung abgebrochen",
      text: "Sie haben die Aktualisierung abgebrochen. Es wurde nichts geändert. Sie können jederzeit neu beginnen.",
    },
    declined: {
      title: "Aktualisierung abgelehnt",
      text: "Die Aktualisierung Ihrer Adresse oder Zahlungsart ist fehlgeschlagen. Bitte versuchen Sie es erneut. Amazon konnte die gewählte Zahlungsart nicht verwenden.",
    },
    failed: {
      title: "Aktualisierung fehlgeschlagen",
      text: "Die Aktualisierung Ihrer Adresse oder Zahlungsart ist fehlgeschlagen. Bitte versuchen Sie es erneut.",
    },
    pending: {
      title: "Warten auf Amazon",
      text: "Amazon hat die Aktualisierung noch nicht bestätigt. Diese Seite zeigt das Ergebnis, sobald es feststeht.",
    },
  },
  notSaved: {
    title: "Wallet nicht gespeichert",
    text: "Amazon Pay konnte nicht als Ihre Zahlungsart gespeichert werden. Bitte versuchen Sie es erneut.",
  },
  failures: {
    offline: "Sie scheinen offline zu sein. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
    start_failed: "Die Aktualisierung konnte nicht begonnen werden. Bitte versuchen Sie es erneut.",
    start_timeout: "Der Shop hat nicht rechtzeitig geantwortet. Bitte versuchen Sie es erneut.",
    invalid_checkout: "Die Antwort des Shops konnte nicht verwendet werden. Bitte wenden Sie sich an den Shop.",
    script_refused:
      "Amazon Pay wurde nicht geladen, weil seine Adresse nicht vertrauenswürdig ist. Bitte wenden Sie sich an den Shop.",
    script_blocked:
      "Amazon Pay konnte nicht geladen werden. Schalten Sie Werbe- und Inhaltsblocker für diese Seite aus und versuchen Sie es erneut.",
    script_timeout: "Amazon Pay hat zu lange zum Laden gebraucht. Bitte versuchen Sie es erneut.",
    refused_by_amazon: "Amazon Pay hat die Anfrage nicht angenommen. Bitte wenden Sie sich an den Shop.",
    no_redirect: "Die Seite von Amazon hat sich nicht geöffnet. Bitte versuchen Sie es erneut.",
  },
  problems: {
    wallets: "Ihre Wallets konnten nicht geladen werden.",
    history: "Der Verlauf konnte nicht geladen werden.",
    result:
      "Das Ergebnis Ihrer Aktualisierung konnte nicht gelesen werden. Was bei Amazon geschah, steht im Verlauf der Wallet.",
    close: "Die Wallet konnte nicht geschlossen werden. Bitte versuchen Sie es erneut.",
    loggedOut: "Sie wurden abgemeldet. Melden Sie sich an und versuchen Sie es erneut.",
    unreachable: "Der Shop ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
  },
  updateLinks: {
    payment_method: {
      title: "Wählen Sie Ihre Zahlungsart erneut",
      text: "Der Shop bittet Sie, die Zahlungsart dieser gespeicherten Wallet erneut zu wählen. Das geschieht auf der Seite von Amazon und dauert eine Minute.",
    },
    shipping_address: {
      title: "Wählen Sie Ihre Lieferadresse erneut",
      text: "Der Shop bittet Sie, die Lieferadresse dieser gespeicherten Wallet erneut zu wählen. Das geschieht auf der Seite von Amazon und dauert eine Minute.",
    },
    used: {
      title: "Das ist schon erledigt",
      text: "Sie haben die Aktualisierung abgeschlossen, um die dieser Link bat. Es ist nichts mehr zu tun.",
    },
    expired: {
      title: "Dieser Link ist abgelaufen",
      text: "Sie können Ihre Wallet jederzeit in Ihrem Kundenkonto aktualisieren.",
    },
    revoked: {
      title: "Dieser Link gilt nicht mehr",
      text: "Wenn der Shop Ihnen einen neueren geschickt hat, verwenden Sie diesen. Sie können Ihre Wallet auch in Ihrem Kundenkonto aktualisieren.",
    },
    wallet_closed: {
      title: "Diese Wallet ist geschlossen",
      text: "Sie kann nicht mehr verwendet werden. Sie können in Ihrem Kundenkonto eine neue speichern.",
    },
  },
  updateTypes: {
    set_up: "Speichern der Wallet",
    payment_method: "Aktualisierung der Zahlungsart",
    shipping_address: "Aktualisierung der Adresse",
    other: "Änderung der Wallet",
  },
  updateStatuses: {
    started: "Nicht abgeschlossen",
    pending: "Warten auf Amazon",
    completed: "Erledigt",
    canceled: "Abgebrochen",
    declined: "Abgelehnt",
    failed: "Fehlgeschlagen",
    expired: "Nicht rechtzeitig abgeschlossen",
  },
  initiators: {
    customer: "Durch Sie",
    amazon: "Durch Amazon",
    admin: "Durch den Shop",
    system: "Bei einer regelmäßigen Prüfung gefunden",
  },
  sources: {
    return: "die Seite von Amazon",
    ipn: "eine Nachricht von Amazon",
    reconciliation: "einen Abgleich mit Amazon",
    admin: "das Team des Shops",
  },
  origin: (initiator, sources) =>
    sources.length ? `${initiator}, bestätigt durch ${sources.join(" und ")}` : initiator,
  fields: {
    status: "Status",
    reasons: "Grund",
    payment_descriptor: "Zahlungsart",
    shipping_address: "Lieferadresse",
    billing_address: "Rechnungsadresse",
    product_type: "Gespeichert für",
  },
  productTypes: { pay_only: "Zahlung", pay_and_ship: "Zahlung und Lieferung" },
  became: "wurde zu",
  colon: ": ",
  nothing: "keine Angabe",
  noHistory: "Mit dieser Wallet ist noch nichts geschehen.",
  labels: {
    wallets: "Gespeicherte Wallets",
    closedWallets: "Geschlossene Wallets",
    loading: "Ihre Wallets werden geladen",
    unnamedWallet: "Amazon-Pay-Wallet",
    testWallet: "Test-Wallet",
    deliveryAddress: "Lieferadresse",
    save: "Neue Amazon-Pay-Wallet speichern",
    updatePaymentMethod: "Zahlungsart aktualisieren",
    updateAddress: "Adresse aktualisieren",
    addAddress: "Adresse hinzufügen",
    opening: "Amazon Pay wird geöffnet…",
    manage: "Bei Amazon ansehen",
    opensNewTab: "öffnet einen neuen Tab",
    history: "Verlauf",
    showMore: (count) => (count === 1 ? "Einen weiteren Eintrag anzeigen" : `${count} weitere Einträge anzeigen`),
    tryAgain: "Erneut versuchen",
    dismiss: "Diese Meldung schließen",
  },
  noWallets: {
    title: "Noch keine Wallet gespeichert",
    text: "Speichern Sie einmal eine Amazon-Pay-Wallet, und Ihre Bestellungen werden ohne weiteres Zutun bezahlt.",
  },
  manageAtAmazon:
    "Amazon hat in dieser Region keine Seite für Aktualisierungen. Ändern Sie diese Wallet in Ihrem Amazon-Konto.",
  closing: {
    open: "Wallet schließen",
    title: "Diese Wallet schließen?",
    text: (wallet) =>
      `${wallet} wird bei Amazon geschlossen. Danach kann nichts mehr darüber bezahlt werden, und sie lässt sich nicht wieder öffnen. Eine neue Wallet können Sie jederzeit speichern.`,
    keep: "Behalten",
    confirm: "Wallet schließen",
    busy: "Wird geschlossen…",
    done: "Die Wallet ist geschlossen.",
  },
}
