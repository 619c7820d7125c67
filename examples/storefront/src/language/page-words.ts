/** The texts of this page that the widget does not bring. */
export type PageWords = {
  language: string
  logOut: string
  yourTea: string
  yourWallet: string
  loginLead: string
  logIn: string
  loggingIn: string
  email: string
  password: string
  wrongPassword: string
  oneMoreStep: string
  loggedOut: string
  longAgo: string
  loginForLink: string
  loginForOther: string
  hello: (name: string) => string
  lead: string
  noAnswer: string
  noPage: string
  toAccount: string
  languages: string
  link: {
    reading: string
    again: string
    againText: string
    notYours: string
    notYoursText: (email: string) => string
    otherCustomer: string
    unreadable: string
    wallet: string
    validUntil: string
    go: string
    allWallets: string
  }
}

const english: PageWords = {
  language: "en",
  logOut: "Log out",
  yourTea: "Your tea, on time.",
  yourWallet: "Your wallet, up to date.",
  loginLead:
    "Log in to see the wallets your subscriptions are paid with, and to change a card or an address at Amazon in a minute.",
  logIn: "Log in",
  loggingIn: "Logging in…",
  email: "E-mail",
  password: "Password",
  wrongPassword: "This e-mail and password do not go together. Check both and try again.",
  oneMoreStep: "This account needs one more step to log in, which this page does not offer.",
  loggedOut: "You have been logged out. Log in to go on.",
  longAgo: "Your last visit was a while ago. Log in to go on.",
  loginForLink: "Log in to see what the store asks you to update.",
  loginForOther: "Log in as the customer whom the store sent the link to.",
  hello: (name) => `Hello ${name}.`,
  lead: "Your subscriptions are paid with these Amazon Pay wallets.",
  noAnswer: "The store does not answer",
  noPage: "There is no such page",
  toAccount: "Go to your account",
  languages: "Language",
  link: {
    reading: "Reading your link…",
    again: "Open the link in your mail again",
    againText: "This page belongs to a link that the store sends.",
    notYours: "This link is not for this account",
    notYoursText: (email) => `You are logged in as ${email}. The link was made for somebody else, or is long gone.`,
    otherCustomer: "Log in as somebody else",
    unreadable: "Your link could not be read",
    wallet: "Wallet",
    validUntil: "Link valid until",
    go: "Continue to Amazon",
    allWallets: "See all your wallets",
  },
}

const german: PageWords = {
  language: "de",
  logOut: "Abmelden",
  yourTea: "Ihr Tee, pünktlich.",
  yourWallet: "Ihre Wallet, aktuell.",
  loginLead:
    "Melden Sie sich an, um die Wallets zu sehen, mit denen Ihre Abonnements bezahlt werden, und um eine Karte oder Adresse in einer Minute bei Amazon zu ändern.",
  logIn: "Anmelden",
  loggingIn: "Anmeldung läuft…",
  email: "E-Mail",
  password: "Passwort",
  wrongPassword: "E-Mail und Passwort passen nicht zusammen. Prüfen Sie beides und versuchen Sie es erneut.",
  oneMoreStep: "Dieses Konto braucht zum Anmelden einen weiteren Schritt, den diese Seite nicht anbietet.",
  loggedOut: "Sie wurden abgemeldet. Melden Sie sich an, um fortzufahren.",
  longAgo: "Ihr letzter Besuch liegt eine Weile zurück. Melden Sie sich an, um fortzufahren.",
  loginForLink: "Melden Sie sich an, um zu sehen, was der Shop Sie zu aktualisieren bittet.",
  loginForOther: "Melden Sie sich als der Kunde an, dem der Shop den Link geschickt hat.",
  hello: (name) => `Hallo ${name}.`,
  lead: "Ihre Abonnements werden mit diesen Amazon-Pay-Wallets bezahlt.",
  noAnswer: "Der Shop antwortet nicht",
  noPage: "Diese Seite gibt es nicht",
  toAccount: "Zu Ihrem Kundenkonto",
  languages: "Sprache",
  link: {
    reading: "Ihr Link wird gelesen…",
    again: "Öffnen Sie den Link in Ihrer E-Mail noch einmal",
    againText: "Diese Seite gehört zu einem Link, den der Shop verschickt.",
    notYours: "Dieser Link gilt nicht für dieses Konto",
    notYoursText: (email) =>
      `Sie sind als ${email} angemeldet. Der Link wurde für jemand anderen erstellt oder gilt längst nicht mehr.`,
    otherCustomer: "Als jemand anderes anmelden",
    unreadable: "Ihr Link konnte nicht gelesen werden",
    wallet: "Wallet",
    validUntil: "Link gültig bis",
    go: "Weiter zu Amazon",
    allWallets: "Alle Wallets ansehen",
  },
}

const french: PageWords = {
  language: "fr",
  logOut: "Se déconnecter",
  yourTea: "Votre thé, à l’heure.",
  yourWallet: "Votre portefeuille, à jour.",
  loginLead:
    "Connectez-vous pour voir les portefeuilles qui règlent vos abonnements et pour changer une carte ou une adresse chez Amazon en une minute.",
  logIn: "Se connecter",
  loggingIn: "Connexion…",
  email: "E-mail",
  password: "Mot de passe",
  wrongPassword: "Cet e-mail et ce mot de passe ne correspondent pas. Vérifiez-les et réessayez.",
  oneMoreStep: "Ce compte demande une étape de connexion de plus, que cette page n’offre pas.",
  loggedOut: "Vous avez été déconnecté. Connectez-vous pour continuer.",
  longAgo: "Votre dernière visite remonte à un moment. Connectez-vous pour continuer.",
  loginForLink: "Connectez-vous pour voir ce que la boutique vous demande de mettre à jour.",
  loginForOther: "Connectez-vous avec le compte auquel la boutique a envoyé le lien.",
  hello: (name) => `Bonjour ${name}.`,
  lead: "Vos abonnements sont réglés avec ces portefeuilles Amazon Pay.",
  noAnswer: "La boutique ne répond pas",
  noPage: "Cette page n’existe pas",
  toAccount: "Aller à votre compte",
  languages: "Langue",
  link: {
    reading: "Lecture de votre lien…",
    again: "Ouvrez de nouveau le lien de votre e-mail",
    againText: "Cette page appartient à un lien envoyé par la boutique.",
    notYours: "Ce lien n’est pas pour ce compte",
    notYoursText: (email) =>
      `Vous êtes connecté comme ${email}. Le lien a été créé pour quelqu’un d’autre, ou n’existe plus.`,
    otherCustomer: "Se connecter avec un autre compte",
    unreadable: "Votre lien n’a pas pu être lu",
    wallet: "Portefeuille",
    validUntil: "Lien valable jusqu’au",
    go: "Continuer vers Amazon",
    allWallets: "Voir tous vos portefeuilles",
  },
}

const italian: PageWords = {
  language: "it",
  logOut: "Esci",
  yourTea: "Il tuo tè, puntuale.",
  yourWallet: "Il tuo wallet, aggiornato.",
  loginLead:
    "Accedi per vedere i wallet con cui sono pagati i tuoi abbonamenti e per cambiare carta o indirizzo su Amazon in un minuto.",
  logIn: "Accedi",
  loggingIn: "Accesso in corso…",
  email: "E-mail",
  password: "Password",
  wrongPassword: "E-mail e password non corrispondono. Controllale e riprova.",
  oneMoreStep: "Questo account richiede un ulteriore passaggio che questa pagina non offre.",
  loggedOut: "La sessione è terminata. Accedi per continuare.",
  longAgo: "La tua ultima visita risale a un po’ di tempo fa. Accedi per continuare.",
  loginForLink: "Accedi per vedere che cosa il negozio ti chiede di aggiornare.",
  loginForOther: "Accedi con l’account a cui il negozio ha inviato il link.",
  hello: (name) => `Ciao ${name}.`,
  lead: "I tuoi abbonamenti sono pagati con questi wallet Amazon Pay.",
  noAnswer: "Il negozio non risponde",
  noPage: "Questa pagina non esiste",
  toAccount: "Vai al tuo account",
  languages: "Lingua",
  link: {
    reading: "Lettura del link…",
    again: "Apri di nuovo il link nella tua e-mail",
    againText: "Questa pagina appartiene a un link inviato dal negozio.",
    notYours: "Questo link non è per questo account",
    notYoursText: (email) => `Hai eseguito l’accesso come ${email}. Il link è di qualcun altro o non esiste più.`,
    otherCustomer: "Accedi con un altro account",
    unreadable: "Non è stato possibile leggere il link",
    wallet: "Wallet",
    validUntil: "Link valido fino al",
    go: "Continua su Amazon",
    allWallets: "Vedi tutti i tuoi wallet",
  },
}

const spanish: PageWords = {
  language: "es",
  logOut: "Cerrar sesión",
  yourTea: "Su té, puntual.",
  yourWallet: "Su monedero, al día.",
  loginLead:
    "Inicie sesión para ver los monederos con los que se pagan sus suscripciones y para cambiar una tarjeta o una dirección en Amazon en un minuto.",
  logIn: "Iniciar sesión",
  loggingIn: "Iniciando sesión…",
  email: "Correo electrónico",
  password: "Contraseña",
  wrongPassword: "El correo y la contraseña no coinciden. Compruebe ambos e inténtelo de nuevo.",
  oneMoreStep: "Esta cuenta necesita un paso más que esta página no ofrece.",
  loggedOut: "Su sesión ha terminado. Inicie sesión para continuar.",
  longAgo: "Su última visita fue hace un tiempo. Inicie sesión para continuar.",
  loginForLink: "Inicie sesión para ver qué le pide actualizar la tienda.",
  loginForOther: "Inicie sesión con la cuenta a la que la tienda envió el enlace.",
  hello: (name) => `Hola, ${name}.`,
  lead: "Sus suscripciones se pagan con estos monederos de Amazon Pay.",
  noAnswer: "La tienda no responde",
  noPage: "Esta página no existe",
  toAccount: "Ir a su cuenta",
  languages: "Idioma",
  link: {
    reading: "Leyendo su enlace…",
    again: "Abra de nuevo el enlace de su correo",
    againText: "Esta página pertenece a un enlace que envía la tienda.",
    notYours: "Este enlace no es para esta cuenta",
    notYoursText: (email) => `Ha iniciado sesión como ${email}. El enlace es de otra persona o ya no existe.`,
    otherCustomer: "Iniciar sesión con otra cuenta",
    unreadable: "No se pudo leer su enlace",
    wallet: "Monedero",
    validUntil: "Enlace válido hasta",
    go: "Continuar en Amazon",
    allWallets: "Ver todos sus monederos",
  },
}

const japanese: PageWords = {
  language: "ja",
  logOut: "ログアウト",
  yourTea: "お茶を、時間どおりに。",
  yourWallet: "ウォレットを、最新に。",
  loginLead:
    "ログインすると、定期購入のお支払いに使われるウォレットを確認し、カードや住所を Amazon ですぐに変更できます。",
  logIn: "ログイン",
  loggingIn: "ログインしています…",
  email: "メールアドレス",
  password: "パスワード",
  wrongPassword: "メールアドレスとパスワードが一致しません。ご確認のうえ、もう一度お試しください。",
  oneMoreStep: "このアカウントのログインには追加の手順が必要ですが、このページでは対応していません。",
  loggedOut: "ログアウトされました。続けるにはログインしてください。",
  longAgo: "前回のご利用から時間が経っています。続けるにはログインしてください。",
  loginForLink: "ストアからのお願いを確認するには、ログインしてください。",
  loginForOther: "ストアがリンクを送ったお客様のアカウントでログインしてください。",
  hello: (name) => `${name} 様`,
  lead: "定期購入は、これらの Amazon Pay ウォレットでお支払いいただきます。",
  noAnswer: "ストアから応答がありません",
  noPage: "ページが見つかりません",
  toAccount: "アカウントへ",
  languages: "言語",
  link: {
    reading: "リンクを確認しています…",
    again: "メールのリンクをもう一度開いてください",
    againText: "このページは、ストアから送られるリンクのためのものです。",
    notYours: "このリンクはこのアカウント用ではありません",
    notYoursText: (email) => `${email} としてログインしています。リンクは別のお客様のものか、すでに存在しません。`,
    otherCustomer: "別のアカウントでログイン",
    unreadable: "リンクを確認できませんでした",
    wallet: "ウォレット",
    validUntil: "リンクの有効期限",
    go: "Amazon へ進む",
    allWallets: "すべてのウォレットを見る",
  },
}

const PAGE_WORDS: readonly PageWords[] = [english, german, french, italian, spanish, japanese]

export function pageWordsFor(language: string): PageWords {
  return PAGE_WORDS.find((words) => words.language === language) ?? english
}
