// What every part of the kit shares: languages, and reading a store. The parts stand behind subpaths.
export { formatNumber } from './text/format-number.js'
export { english, type Language } from './text/language.js'
export { LanguageProvider, type LanguageProviderProps, useLanguage } from './text/language-provider.js'
export type { Message, PluralMessage, Texts, Translate, TranslationOf } from './text/message.js'
export { createTranslate } from './text/translate.js'
export { type ReadableStore, useStore } from './use-store.js'
