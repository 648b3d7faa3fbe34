import type { chatText } from '../chat/text/en.js'
import type { markdownText } from '../markdown/text/en.js'
import type { modelsText } from '../models/text/en.js'
import type { parametersText } from '../parameters/text/en.js'
import type { tuningText } from '../tuning/text/en.js'
import type { TranslationOf } from './message.js'

/** A language of the kit. An area whose texts are absent speaks English. */
export interface Language {
  /** BCP 47 tag: numbers, plurals and lists follow it. */
  readonly tag: string
  /** Which way it is read. Default: ltr. */
  readonly direction?: 'ltr' | 'rtl'
  readonly texts: {
    readonly parameters?: TranslationOf<typeof parametersText>
    readonly tuning?: TranslationOf<typeof tuningText>
    readonly chat?: TranslationOf<typeof chatText>
    readonly markdown?: TranslationOf<typeof markdownText>
    readonly models?: TranslationOf<typeof modelsText>
  }
  /** Labels, descriptions and warnings that servers send, from their English. What is not in it is shown as it came. */
  readonly schemaTexts?: Readonly<Record<string, string>>
}

/** What the kit speaks without a provider. */
export const english: Language = { tag: 'en', texts: {} }
