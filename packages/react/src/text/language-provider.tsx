'use client'
import { createContext, type ReactNode, use } from 'react'

import { english, type Language } from './language.js'

const LanguageContext = createContext<Language>(english)

/** Gives a language to every part below it. Without one the kit speaks English. */
export function LanguageProvider({ language, children }: LanguageProviderProps): ReactNode {
  return <LanguageContext value={language}>{children}</LanguageContext>
}

/** What a language provider takes. */
export interface LanguageProviderProps {
  readonly language: Language
  readonly children?: ReactNode
}

/** The language of the nearest provider. */
export function useLanguage(): Language {
  return use(LanguageContext)
}
