import type { TranslationOf } from '../../text/message.js'
import type { markdownText } from './en.js'

/** Polish texts of `markdown`. */
export const markdownTextPl: TranslationOf<typeof markdownText> = {
  code: 'Kod',
  codeIn: 'Kod, {language}',
  copy: 'Kopiuj',
  copied: 'Skopiowano',
  copyFailed: 'Nie skopiowano. Zaznacz kod i skopiuj go ręcznie.',
  table: 'Tabela',
  image: 'Obraz: {alt}',
  imageUnnamed: 'Obraz bez opisu',
  done: 'Zrobione',
  open: 'Do zrobienia',
}
