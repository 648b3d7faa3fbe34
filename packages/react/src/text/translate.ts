import { formatNumber } from './format-number.js'
import type { Message, Texts, Translate, TranslationOf } from './message.js'

/**
 * Makes the function that says the texts of an area.
 *
 * @param tag BCP 47 tag of the language: plural rules and numbers follow it.
 */
export function createTranslate<T extends Texts>(tag: string, texts: TranslationOf<T>): Translate<T> {
  const plurals = new Intl.PluralRules(tag)
  const all: Texts = texts
  return (key, ...[parameters]) => {
    const given: Readonly<Record<string, string | number>> = parameters ?? {}
    return choose(all[key] ?? key, plurals, given['count']).replaceAll(/\{(\w+)\}/g, (slot, name: string) => {
      const value = given[name]
      if (value === undefined) return slot
      return typeof value === 'number' ? formatNumber(tag, value) : value
    })
  }
}

function choose(message: Message, plurals: Intl.PluralRules, count: string | number | undefined): string {
  if (typeof message === 'string') return message
  const form = plurals.select(Number(count))
  return (form === 'zero' || form === 'two' ? undefined : message[form]) ?? message.other
}
