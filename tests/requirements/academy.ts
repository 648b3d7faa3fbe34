import type { Requirements } from './requirement.js'

/** Fine-tuning. */
export const academy = {
  A01: {
    behaviour: 'A dataset is curated from chats, git, tasks and uploads, with statistics and problems by line.',
    state: 'open',
  },
  A02: {
    behaviour: 'LoRA and QLoRA training starts over HTTP and from a form, with ranges checked and starts made once.',
    state: 'open',
  },
  A03: { behaviour: 'A local process, Docker and Ray run the same job under the same contract.', state: 'open' },
  A04: {
    behaviour:
      'Docker jobs are limited, read-only, without network, and cleaned up, with logs and results collected before.',
    state: 'open',
  },
  A05: {
    behaviour: 'Status, log and metrics stream live, with limits, and resume where they left off.',
    state: 'open',
  },
  A06: {
    behaviour: 'History survives restart and kill, running jobs are adopted again, and none runs twice.',
    state: 'open',
  },
  A07: {
    behaviour: 'A self-check names what is missing, and a processor takes over with consent and an estimate.',
    state: 'open',
  },
  A08: { behaviour: 'The trainer works on a processor and on CUDA, with its requirements by profile.', state: 'open' },
  A09: { behaviour: 'Only who may can change anything, and all input is validated on both sides.', state: 'open' },
  A10: {
    behaviour:
      'Learning rate, batch size, accumulation and warm-up change in the running job, and each change is acknowledged with its step.',
    state: 'open',
  },
  A11: { behaviour: 'Adapters are registered with versions, lineage and hashes.', state: 'open' },
  A12: {
    behaviour:
      'An adapter is activated on every runtime, the answer changes, and any earlier state can be brought back.',
    state: 'open',
  },
  A13: {
    behaviour:
      'Whether an adapter is portable is known before training and before activation, and conversion is numerically right.',
    state: 'open',
  },
  A14: { behaviour: 'Golden prompts guard an activation, and a bad one is rolled back by itself.', state: 'open' },
  A15: {
    behaviour: 'Out of memory halves the micro-batch and doubles accumulation with the same mathematics.',
    state: 'open',
  },
  A16: { behaviour: 'What will be learned is shown as text with trainable tokens marked.', state: 'open' },
  A17: {
    behaviour: 'Dataset, form, jobs, log, loss, live parameters and adapters have their components.',
    state: 'open',
  },
  A18: {
    behaviour: 'The whole way from dataset to changed answer and back is walked in a browser on a processor.',
    state: 'open',
  },
} as const satisfies Requirements
