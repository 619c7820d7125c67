import type { Address, PaymentProblem } from "../shop/shop"

/** The texts of the shop and the checkout. */
export type ShopWords = Record<Exclude<keyof Address, "country_code">, string> & {
  language: string
  shop: string
  basket: string
  account: string
  add: string
  added: (title: string) => string
  soldOut: string
  remove: string
  emptyBasket: string
  toShop: string
  toBasket: string
  checkout: string
  address: string
  country: string
  next: string
  delivery: string
  total: string
  payment: string
  payOnce: string
  payAndSave: string
  payWith: (descriptor: string) => string
  payNow: (price: string) => string
  payAtAmazon: (price: string) => string
  paying: string
  confirming: string
  thanks: string
  orderNumber: (number: string) => string
  mailTo: (email: string) => string
  problem: string
  notPaid: string
  toWallets: string
  problems: Record<PaymentProblem, string>
}

const english: ShopWords = {
  language: "en",
  shop: "Shop",
  basket: "Basket",
  account: "Account",
  add: "Add to basket",
  added: (title) => `${title} is in your basket.`,
  soldOut: "Sold out",
  remove: "Remove",
  emptyBasket: "Your basket is empty",
  toShop: "Go to the shop",
  toBasket: "Go to your basket",
  checkout: "Checkout",
  address: "Delivery address",
  first_name: "First name",
  last_name: "Last name",
  address_1: "Street and number",
  postal_code: "Postal code",
  city: "City",
  country: "Country",
  next: "Continue",
  delivery: "Delivery",
  total: "Total, taxes included",
  payment: "Payment",
  payOnce: "Amazon Pay",
  payAndSave: "Amazon Pay, and save the wallet for next time",
  payWith: (descriptor) => `Saved wallet: ${descriptor}`,
  payNow: (price) => `Pay ${price} now`,
  payAtAmazon: (price) => `Pay ${price} at Amazon`,
  paying: "Paying…",
  confirming: "One moment: your payment is being confirmed…",
  thanks: "Thank you for your order",
  orderNumber: (number) => `Your order has the number ${number}.`,
  mailTo: (email) => `We will write to ${email}.`,
  problem: "That did not work",
  notPaid: "Nothing was paid",
  toWallets: "Update your wallet",
  problems: {
    update_wallet: "Your saved wallet was declined. Update its payment method at Amazon and pay again.",
    set_up_again: "Your saved wallet was closed by Amazon. Save a new one, or pay with Amazon Pay.",
    try_again: "The payment was declined for the moment. Try again in a minute.",
    pay_again: "You canceled at Amazon. Your basket is as it was; you can pay whenever you like.",
    pay_otherwise: "The payment was declined. Choose another way to pay.",
    changed: "Your basket changed meanwhile. Look at it once more and pay again.",
    sold_out: "Something in your basket has just sold out. Remove it and pay again.",
    unclear: "The payment could not be finished. Try again, or choose another way to pay.",
  },
}

const german: ShopWords = {
  language: "de",
  shop: "Shop",
  basket: "Warenkorb",
  account: "Konto",
  add: "In den Warenkorb",
  added: (title) => `${title} liegt in Ihrem Warenkorb.`,
  soldOut: "Ausverkauft",
  remove: "Entfernen",
  emptyBasket: "Ihr Warenkorb ist leer",
  toShop: "Zum Shop",
  toBasket: "Zum Warenkorb",
  checkout: "Kasse",
  address: "Lieferadresse",
  first_name: "Vorname",
  last_name: "Nachname",
  address_1: "Straße und Hausnummer",
  postal_code: "Postleitzahl",
  city: "Ort",
  country: "Land",
  next: "Weiter",
  delivery: "Lieferung",
  total: "Summe inkl. MwSt.",
  payment: "Zahlung",
  payOnce: "Amazon Pay",
  payAndSave: "Amazon Pay, und die Wallet für das nächste Mal speichern",
  payWith: (descriptor) => `Gespeicherte Wallet: ${descriptor}`,
  payNow: (price) => `${price} jetzt bezahlen`,
  payAtAmazon: (price) => `${price} bei Amazon bezahlen`,
  paying: "Zahlung läuft…",
  confirming: "Einen Moment: Ihre Zahlung wird bestätigt…",
  thanks: "Vielen Dank für Ihre Bestellung",
  orderNumber: (number) => `Ihre Bestellung hat die Nummer ${number}.`,
  mailTo: (email) => `Wir schreiben Ihnen an ${email}.`,
  problem: "Das hat nicht geklappt",
  notPaid: "Es wurde nichts bezahlt",
  toWallets: "Wallet aktualisieren",
  problems: {
    update_wallet:
      "Ihre gespeicherte Wallet wurde abgelehnt. Aktualisieren Sie ihre Zahlungsart bei Amazon und bezahlen Sie erneut.",
    set_up_again:
      "Amazon hat Ihre gespeicherte Wallet geschlossen. Speichern Sie eine neue, oder zahlen Sie mit Amazon Pay.",
    try_again: "Die Zahlung wurde im Moment abgelehnt. Versuchen Sie es in einer Minute noch einmal.",
    pay_again: "Sie haben bei Amazon abgebrochen. Ihr Warenkorb ist unverändert; Sie können jederzeit bezahlen.",
    pay_otherwise: "Die Zahlung wurde abgelehnt. Wählen Sie eine andere Zahlungsart.",
    changed: "Ihr Warenkorb hat sich inzwischen geändert. Prüfen Sie ihn und bezahlen Sie erneut.",
    sold_out: "Etwas in Ihrem Warenkorb ist gerade ausverkauft. Entfernen Sie es und bezahlen Sie erneut.",
    unclear: "Die Zahlung konnte nicht abgeschlossen werden. Versuchen Sie es erneut, oder zahlen Sie anders.",
  },
}

const french: ShopWords = {
  language: "fr",
  shop: "Boutique",
  basket: "Panier",
  account: "Compte",
  add: "Ajouter au panier",
  added: (title) => `${title} est dans votre panier.`,
  soldOut: "Épuisé",
  remove: "Retirer",
  emptyBasket: "Votre panier est vide",
  toShop: "Aller à la boutique",
  toBasket: "Aller au panier",
  checkout: "Commande",
  address: "Adresse de livraison",
  first_name: "Prénom",
  last_name: "Nom",
  address_1: "Rue et numéro",
  postal_code: "Code postal",
  city: "Ville",
  country: "Pays",
  next: "Continuer",
  delivery: "Livraison",
  total: "Total TTC",
  payment: "Paiement",
  payOnce: "Amazon Pay",
  payAndSave: "Amazon Pay, en enregistrant le portefeuille pour la prochaine fois",
  payWith: (descriptor) => `Portefeuille enregistré : ${descriptor}`,
  payNow: (price) => `Payer ${price} maintenant`,
  payAtAmazon: (price) => `Payer ${price} chez Amazon`,
  paying: "Paiement…",
  confirming: "Un instant : votre paiement est en cours de confirmation…",
  thanks: "Merci de votre commande",
  orderNumber: (number) => `Votre commande porte le numéro ${number}.`,
  mailTo: (email) => `Nous vous écrirons à ${email}.`,
  problem: "Cela n’a pas fonctionné",
  notPaid: "Rien n’a été payé",
  toWallets: "Mettre à jour le portefeuille",
  problems: {
    update_wallet:
      "Votre portefeuille enregistré a été refusé. Mettez à jour son moyen de paiement chez Amazon, puis payez à nouveau.",
    set_up_again: "Amazon a fermé votre portefeuille enregistré. Enregistrez-en un nouveau, ou payez avec Amazon Pay.",
    try_again: "Le paiement est refusé pour le moment. Réessayez dans une minute.",
    pay_again: "Vous avez annulé chez Amazon. Votre panier est inchangé ; vous pouvez payer quand vous voulez.",
    pay_otherwise: "Le paiement a été refusé. Choisissez un autre moyen de payer.",
    changed: "Votre panier a changé entre-temps. Vérifiez-le et payez à nouveau.",
    sold_out: "Un article de votre panier vient d’être épuisé. Retirez-le et payez à nouveau.",
    unclear: "Le paiement n’a pas pu être terminé. Réessayez, ou choisissez un autre moyen de payer.",
  },
}

const italian: ShopWords = {
  language: "it",
  shop: "Negozio",
  basket: "Carrello",
  account: "Account",
  add: "Aggiungi al carrello",
  added: (title) => `${title} è nel tuo carrello.`,
  soldOut: "Esaurito",
  remove: "Rimuovi",
  emptyBasket: "Il tuo carrello è vuoto",
  toShop: "Vai al negozio",
  toBasket: "Vai al carrello",
  checkout: "Cassa",
  address: "Indirizzo di consegna",
  first_name: "Nome",
  last_name: "Cognome",
  address_1: "Via e numero",
  postal_code: "CAP",
  city: "Città",
  country: "Paese",
  next: "Continua",
  delivery: "Consegna",
  total: "Totale, IVA inclusa",
  payment: "Pagamento",
  payOnce: "Amazon Pay",
  payAndSave: "Amazon Pay, salvando il wallet per la prossima volta",
  payWith: (descriptor) => `Wallet salvato: ${descriptor}`,
  payNow: (price) => `Paga ${price} adesso`,
  payAtAmazon: (price) => `Paga ${price} su Amazon`,
  paying: "Pagamento in corso…",
  confirming: "Un momento: il tuo pagamento viene confermato…",
  thanks: "Grazie per il tuo ordine",
  orderNumber: (number) => `Il tuo ordine ha il numero ${number}.`,
  mailTo: (email) => `Ti scriveremo a ${email}.`,
  problem: "Non ha funzionato",
  notPaid: "Non è stato pagato nulla",
  toWallets: "Aggiorna il wallet",
  problems: {
    update_wallet:
      "Il tuo wallet salvato è stato rifiutato. Aggiorna il metodo di pagamento su Amazon e paga di nuovo.",
    set_up_again: "Amazon ha chiuso il tuo wallet salvato. Salvane uno nuovo, o paga con Amazon Pay.",
    try_again: "Il pagamento per ora è stato rifiutato. Riprova tra un minuto.",
    pay_again: "Hai annullato su Amazon. Il tuo carrello è com’era; puoi pagare quando vuoi.",
    pay_otherwise: "Il pagamento è stato rifiutato. Scegli un altro modo di pagare.",
    changed: "Nel frattempo il tuo carrello è cambiato. Controllalo e paga di nuovo.",
    sold_out: "Qualcosa nel tuo carrello si è appena esaurito. Rimuovilo e paga di nuovo.",
    unclear: "Il pagamento non è stato concluso. Riprova, o scegli un altro modo di pagare.",
  },
}

const spanish: ShopWords = {
  language: "es",
  shop: "Tienda",
  basket: "Cesta",
  account: "Cuenta",
  add: "Añadir a la cesta",
  added: (title) => `${title} está en su cesta.`,
  soldOut: "Agotado",
  remove: "Quitar",
  emptyBasket: "Su cesta está vacía",
  toShop: "Ir a la tienda",
  toBasket: "Ir a la cesta",
  checkout: "Pedido",
  address: "Dirección de entrega",
  first_name: "Nombre",
  last_name: "Apellidos",
  address_1: "Calle y número",
  postal_code: "Código postal",
  city: "Ciudad",
  country: "País",
  next: "Continuar",
  delivery: "Entrega",
  total: "Total, IVA incluido",
  payment: "Pago",
  payOnce: "Amazon Pay",
  payAndSave: "Amazon Pay, guardando el monedero para la próxima vez",
  payWith: (descriptor) => `Monedero guardado: ${descriptor}`,
  payNow: (price) => `Pagar ${price} ahora`,
  payAtAmazon: (price) => `Pagar ${price} en Amazon`,
  paying: "Pagando…",
  confirming: "Un momento: se está confirmando su pago…",
  thanks: "Gracias por su pedido",
  orderNumber: (number) => `Su pedido tiene el número ${number}.`,
  mailTo: (email) => `Le escribiremos a ${email}.`,
  problem: "No ha funcionado",
  notPaid: "No se ha pagado nada",
  toWallets: "Actualizar el monedero",
  problems: {
    update_wallet: "Su monedero guardado fue rechazado. Actualice su forma de pago en Amazon y pague de nuevo.",
    set_up_again: "Amazon ha cerrado su monedero guardado. Guarde uno nuevo, o pague con Amazon Pay.",
    try_again: "El pago se ha rechazado por el momento. Inténtelo de nuevo en un minuto.",
    pay_again: "Ha cancelado en Amazon. Su cesta sigue igual; puede pagar cuando quiera.",
    pay_otherwise: "El pago se ha rechazado. Elija otra forma de pagar.",
    changed: "Su cesta ha cambiado mientras tanto. Revísela y pague de nuevo.",
    sold_out: "Algo de su cesta se acaba de agotar. Quítelo y pague de nuevo.",
    unclear: "El pago no se pudo terminar. Inténtelo de nuevo, o elija otra forma de pagar.",
  },
}

const japanese: ShopWords = {
  language: "ja",
  shop: "ショップ",
  basket: "カート",
  account: "アカウント",
  add: "カートに入れる",
  added: (title) => `${title} をカートに入れました。`,
  soldOut: "売り切れ",
  remove: "削除",
  emptyBasket: "カートは空です",
  toShop: "ショップへ",
  toBasket: "カートへ",
  checkout: "ご購入手続き",
  address: "お届け先",
  first_name: "名",
  last_name: "姓",
  address_1: "番地",
  postal_code: "郵便番号",
  city: "市区町村",
  country: "国",
  next: "次へ",
  delivery: "配送",
  total: "合計（税込）",
  payment: "お支払い",
  payOnce: "Amazon Pay",
  payAndSave: "Amazon Pay（次回のためにウォレットを保存）",
  payWith: (descriptor) => `保存済みウォレット: ${descriptor}`,
  payNow: (price) => `${price} を今すぐ支払う`,
  payAtAmazon: (price) => `Amazon で ${price} を支払う`,
  paying: "お支払い中…",
  confirming: "お支払いを確認しています…",
  thanks: "ご注文ありがとうございます",
  orderNumber: (number) => `ご注文番号は ${number} です。`,
  mailTo: (email) => `${email} にご連絡します。`,
  problem: "うまくいきませんでした",
  notPaid: "お支払いは行われていません",
  toWallets: "ウォレットを更新",
  problems: {
    update_wallet:
      "保存済みのウォレットでのお支払いが拒否されました。Amazon でお支払い方法を更新して、もう一度お試しください。",
    set_up_again:
      "保存済みのウォレットは Amazon により閉じられました。新しく保存するか、Amazon Pay でお支払いください。",
    try_again: "現在お支払いが拒否されています。1 分後にもう一度お試しください。",
    pay_again: "Amazon でキャンセルされました。カートはそのままです。いつでもお支払いいただけます。",
    pay_otherwise: "お支払いが拒否されました。別のお支払い方法をお選びください。",
    changed: "カートの内容が変わりました。ご確認のうえ、もう一度お支払いください。",
    sold_out: "カートの商品が売り切れました。削除して、もう一度お支払いください。",
    unclear: "お支払いを完了できませんでした。もう一度お試しいただくか、別の方法をお選びください。",
  },
}

const SHOP_WORDS: readonly ShopWords[] = [english, german, french, italian, spanish, japanese]

export function shopWordsFor(language: string): ShopWords {
  return SHOP_WORDS.find((words) => words.language === language) ?? english
}
