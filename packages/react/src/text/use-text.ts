'use client'
import type { Language } from './language.js'
import { useLanguage } from './language-provider.js'
import type { Texts, Translate, TranslationOf } from './message.js'
import { createTranslate } from './translate.js'

/** Makes the hook that says the texts of one area: `useParametersText()('reset')`. */
export function createUseText<T extends Texts>(
  english: T & TranslationOf<T>,
  pick: (texts: Language['texts']) => TranslationOf<T> | undefined,
): () => Translate<T> {
  const made = new WeakMap<Language, Translate<T>>()
  return () => {
    const language = useLanguage()
    let translate = made.get(language)
    if (translate === undefined) {
      const own = pick(language.texts)
      translate = own === undefined ? createTranslate<T>('en', english) : createTranslate<T>(language.tag, own)
      made.set(language, translate)
    }
    return translate
  }
}
