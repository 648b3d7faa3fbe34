import type { GenerationSchema } from '../parameter.js'

/** Parameters that decide how long an answer gets. */
export const length = {
  max_tokens: {
    type: 'int',
    label: 'Maximum length',
    desc: 'The answer is cut after this many tokens; a token is about three quarters of an English word.',
    default: 2048,
    min: 128,
    max: 8192,
    step: 1,
    unit: 'tokens',
    group: 'length',
    order: 1,
  },
  stop: {
    type: 'list',
    label: 'Stop texts',
    desc: 'The answer ends as soon as the model writes one of these texts; the text itself is not part of it.',
    default: [],
    group: 'length',
    order: 2,
  },
} satisfies GenerationSchema
