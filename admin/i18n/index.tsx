import { de } from "./de"
import { en } from "./en"
import { es } from "./es"
import { fr } from "./fr"
import { it } from "./it"
import { ja } from "./ja"

/** The languages as the dashboard's i18next takes them: language, namespace, words. */
export default {
  en: { amazonPay: en },
  de: { amazonPay: de },
  es: { amazonPay: es },
  fr: { amazonPay: fr },
  it: { amazonPay: it },
  ja: { amazonPay: ja },
}
