import type { GenerationSchema } from '../parameter.js'

// With mirostat on, llama-server b11669 gives the same answer whatever these say (live, same seed).
const depends_on = { mirostat: 0 } as const

/** Parameters against repetition. */
export const penalties = {
  repeat_penalty: {
    type: 'float',
    label: 'Repeat penalty',
    desc: 'Makes tokens that already occurred less likely, by division. 1 switches it off; from about 1.3 answers lose necessary repetitions too.',
    default: 1.1,
    min: 1,
    max: 2,
    step: 0.01,
    group: 'penalties',
    order: 1,
    depends_on,
  },
  repeat_last_n: {
    type: 'int',
    label: 'Repeat window',
    desc: 'How many of the last tokens the penalties look at. 0 switches the penalties off.',
    default: 64,
    min: 0,
    max: 2048,
    step: 1,
    unit: 'tokens',
    group: 'penalties',
    order: 2,
    advanced: true,
    depends_on,
  },
  presence_penalty: {
    type: 'float',
    label: 'Presence penalty',
    desc: 'Makes tokens that occurred at least once less likely, by subtraction. 0 switches it off; negative values favour repetition.',
    default: 0,
    min: -2,
    max: 2,
    step: 0.05,
    group: 'penalties',
    order: 3,
    depends_on,
  },
  frequency_penalty: {
    type: 'float',
    label: 'Frequency penalty',
    desc: 'Makes tokens less likely the more often they occurred, by subtraction. 0 switches it off; negative values favour repetition.',
    default: 0,
    min: -2,
    max: 2,
    step: 0.05,
    group: 'penalties',
    order: 4,
    depends_on,
  },
} satisfies GenerationSchema
