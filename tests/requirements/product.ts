import type { Requirements } from './requirement.js'

/** Questions in plain language about what was measured. */
export const analytics = {
  L01: {
    behaviour:
      'Questions about chats, parameters, experiments and training are answered with typed queries, streamed, and every number cites its query.',
    state: 'open',
  },
  L02: { behaviour: 'The model that answers is chosen by default, by request and by saved preference.', state: 'open' },
  L03: { behaviour: 'A selector shows the relative cost of models and works with local ones only.', state: 'open' },
  L04: { behaviour: 'No tool changes anything without a person’s confirmation.', state: 'open' },
} as const satisfies Requirements

/** The product as a whole. */
export const product = {
  P01: {
    behaviour: 'The packages are released together, and their manifests, types and sizes are checked.',
    state: 'partial',
    missing: 'fit-params and academy.',
  },
  P02: {
    behaviour: 'Every component and state has a story whose accessibility is checked.',
    state: 'partial',
    missing: 'Parts for fit and academy.',
  },
  P03: {
    behaviour:
      'An example server and app combine everything, in English and Polish, dark and light, from phone to desktop.',
    state: 'partial',
    missing: 'Fit and academy.',
  },
  P04: {
    behaviour: 'On a fresh machine one command runs the main job on the embedded model, and one passes the tests.',
    state: 'proven',
  },
  P05: {
    behaviour: 'README, architecture, decisions, references and one runnable example for each package explain it.',
    state: 'partial',
    missing: 'An API reference and llms.txt.',
  },
} as const satisfies Requirements
