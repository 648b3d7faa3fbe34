import type { Requirements } from './requirement.js'

/** Tuning of generation parameters. */
export const tuning = {
  T01: {
    behaviour:
      'Parameters are float, int, bool, enum, list or string, with default, range, description and options; a default that breaks its own schema is refused.',
    state: 'proven',
  },
  T02: {
    behaviour:
      'The built-in schema holds where nothing better is known, a server’s own limits replace it, and a default is never sent unless somebody set it.',
    state: 'proven',
  },
  T03: {
    behaviour:
      'Model families narrow ranges: Llama 3 allows temperature 0 to 1, and neither Llama 2 nor Code Llama is taken for it.',
    state: 'proven',
  },
  T04: {
    behaviour: 'A manifest file adds or changes parameters of a model, and the form shows them with no change of code.',
    state: 'proven',
  },
  T05: {
    behaviour:
      'The configuration of a model is read over HTTP with schema, values and sources, whatever characters its name holds.',
    state: 'proven',
  },
  T06: {
    behaviour:
      'The server validates a save, names every violation with its field in one reply, and saves nothing when one fails.',
    state: 'proven',
  },
  T07: {
    behaviour:
      'Overrides are kept by runtime and model, survive a restart, reach every way of generating, and two writers lose nothing.',
    state: 'proven',
  },
  T08: {
    behaviour:
      'Every change is recorded with who, when, old and new, counted in metrics, and the last one can be undone.',
    state: 'proven',
  },
  T09: {
    behaviour: 'Schema and values agree with what the running server says of itself.',
    state: 'proven',
  },
  T10: {
    behaviour:
      'A form made from the schema alone has a fitting field for every type, never clamps while typing, and shows who set each value.',
    state: 'proven',
  },
  T11: {
    behaviour:
      'A tuning drawer changes values, applies them with the server’s own reasons of refusal, and resets them.',
    state: 'proven',
  },
  T12: {
    behaviour: 'Parameters of a request reach the runtime: for each of them a real answer changes as it should.',
    state: 'proven',
  },
  T13: {
    behaviour:
      'Every parameter is translated to the runtime’s own name and reported; what it does not support is named in the answer.',
    state: 'proven',
  },
  T14: { behaviour: 'Settings are saved as profiles: named, applied, compared, imported and exported.', state: 'open' },
  T15: {
    behaviour:
      'Experiments compare settings over the same prompts, with ratings and a statement that is honest about few samples.',
    state: 'open',
  },
  T16: {
    behaviour:
      'A sweep over one parameter’s range gives several answers in a row, bounded and cancellable, and the winner can be applied.',
    state: 'open',
  },
} as const satisfies Requirements
