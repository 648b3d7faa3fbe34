import type { Requirements } from './requirement.js'

/** Runtimes and chat. */
export const runtimes = {
  C01: {
    behaviour:
      'Ollama, vLLM, llama.cpp’s server, OpenAI-compatible servers and an embedded model share one interface and one conformance suite.',
    state: 'partial',
    missing: 'OpenAI-compatible servers.',
  },
  C02: {
    behaviour: 'Text, reasoning and tool calls are visible as soon as the server sends them.',
    state: 'proven',
  },
  C03: {
    behaviour: 'Time to first token is measured at the byte reader, phase by phase, and published with percentiles.',
    state: 'proven',
  },
  C04: {
    behaviour:
      'Connect, first byte, first token, idle and total have timeouts of their own; signs of life count, and a long prefill survives.',
    state: 'partial',
    missing: 'A prefill of ten minutes, shown live.',
  },
  C05: {
    behaviour: 'A cancel in any phase frees the server, leaving the loop cancels, and a receipt says who confirmed it.',
    state: 'proven',
  },
  C06: {
    behaviour:
      'A truncated, failing or malformed stream is a typed error that keeps the partial text, never a silent success.',
    state: 'proven',
  },
  C07: {
    behaviour:
      'Requests are repeated only where that is safe, loading is waited for within a budget, and no second answer follows a first token.',
    state: 'open',
  },
  C08: {
    behaviour:
      'A context overflow is one typed error with limit and use on every runtime, and a silently cut prompt is a warning.',
    state: 'proven',
  },
  C09: {
    behaviour: 'Detection finds runtimes with version and abilities, and the doctor names misconfigurations.',
    state: 'proven',
  },
  C10: {
    behaviour:
      'The gateway speaks AI SDK UI messages, OpenAI chat completions and our own events, with overrides applied and lost connections resumed.',
    state: 'partial',
    missing: 'The AI SDK’s stream; tools over OpenAI’s protocol.',
  },
  C11: {
    behaviour: 'A model is picked with its cost, measured speed, context size, and whether it is loaded.',
    state: 'open',
  },
  C12: {
    behaviour:
      'A chat component streams markdown smoothly, shows time to first token, and can stop, retry, edit and copy.',
    state: 'proven',
  },
  C13: { behaviour: 'Two answers stand side by side with what differed between them.', state: 'open' },
} as const satisfies Requirements
