import { chatTextPl } from '../chat/text/pl.js'
import { markdownTextPl } from '../markdown/text/pl.js'
import { modelsTextPl } from '../models/text/pl.js'
import { parametersTextPl } from '../parameters/text/pl.js'
import type { Language } from '../text/language.js'
import { tuningTextPl } from '../tuning/text/pl.js'
import { schemaTextsPl } from './pl-schema.js'

/** Polish. */
export const pl: Language = {
  tag: 'pl',
  texts: {
    parameters: parametersTextPl,
    tuning: tuningTextPl,
    chat: chatTextPl,
    markdown: markdownTextPl,
    models: modelsTextPl,
  },
  schemaTexts: schemaTextsPl,
}
