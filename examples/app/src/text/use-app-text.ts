import { createTranslate, type Translate, useLanguage } from '@venom/react'

import { en } from './en.js'
import { pl } from './pl.js'

const english = createTranslate<typeof en>('en', en)
const polish = createTranslate<typeof en>('pl', pl)

/** Says the texts of the Cockpit in the language at hand. */
export function useAppText(): Translate<typeof en> {
  return useLanguage().tag === 'pl' ? polish : english
}
