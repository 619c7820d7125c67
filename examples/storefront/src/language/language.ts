import { createContext, useContext, useEffect, useState } from "react"
import { wordsFor, type StorefrontWords } from "medusa-payment-amazon-pay/storefront/words"
import { pageWordsFor, type PageWords } from "./page-words"

/** What the page is written in: the widget's words, and its own. */
export type Language = { words: StorefrontWords; page: PageWords; choose: (language: string) => void }

const CHOSEN = "language"

const LanguageContext = createContext<Language>(languageOf("en", () => undefined))

export const LanguageProvider = LanguageContext.Provider

export function useLanguage(): Language {
  return useContext(LanguageContext)
}

/** The language the customer chose here once, else the browser's. */
export function useChosenLanguage(): Language {
  const [tag, setTag] = useState(() => localStorage.getItem(CHOSEN) ?? navigator.language)
  const language = languageOf(tag, (chosen) => {
    localStorage.setItem(CHOSEN, chosen)
    setTag(chosen)
  })
  const spoken = language.words.language
  useEffect(() => {
    document.documentElement.lang = spoken
  }, [spoken])
  return language
}

function languageOf(tag: string, choose: Language["choose"]): Language {
  const words = wordsFor(tag)
  return { words, page: pageWordsFor(words.language), choose }
}
