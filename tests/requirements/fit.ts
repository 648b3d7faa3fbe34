import type { Requirements } from './requirement.js'

/** Fit of models into memory. */
export const fit = {
  F01: {
    behaviour:
      'llama-fit-params is run with probed flags, a clean environment, timeout, cancel, a limit on concurrency, and progress.',
    state: 'open',
  },
  F02: {
    behaviour: 'Its output is parsed in every form of every release; what it leaves out stays unknown, never 0.',
    state: 'open',
  },
  F03: {
    behaviour:
      'Facts of a model come from the GGUF header, or from the file name where there is none, each with source and confidence.',
    state: 'open',
  },
  F04: { behaviour: 'Every cause of failure has a type, and what could be read is kept.', state: 'open' },
  F05: {
    behaviour: 'A folder is analysed with bounded concurrency, and one bad model never stops the rest.',
    state: 'open',
  },
  F06: {
    behaviour: 'Analyses are stored with history, and it is known when one is out of date and why.',
    state: 'open',
  },
  F07: { behaviour: 'Analyses are read and started over HTTP.', state: 'open' },
  F08: { behaviour: 'A hook gives an analysis, its loading and errors, and starts it again.', state: 'open' },
  F09: {
    behaviour: 'An analysis is shown with chips, recommendations to apply, comparison, warnings, history and export.',
    state: 'open',
  },
  F10: {
    behaviour: 'Models are analysed on import, on change and on a schedule, and clients hear of it.',
    state: 'open',
  },
  F11: {
    behaviour: 'A recommendation can be applied as a command line and as a layer of the tuning form.',
    state: 'open',
  },
  F12: {
    behaviour:
      'An estimate without the program carries an error bar, and a model not yet downloaded can be fitted exactly.',
    state: 'open',
  },
  F13: {
    behaviour:
      'A frontier over context, cache type and sequences is computed in seconds, also for a card that is not there.',
    state: 'open',
  },
} as const satisfies Requirements
