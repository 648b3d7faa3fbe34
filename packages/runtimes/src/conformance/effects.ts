import type { ParameterName, Values } from '@venom/core'

import {
  atLeast,
  bounds,
  collapses,
  differs,
  fewer,
  freesTheGreedy,
  type Judge,
  longerRuns,
  moreWords,
  neverGreedy,
  onlyOne,
  opens,
  refuses,
  sameAsGreedy,
  shorter,
  stopsBefore,
} from './effect-judges.js'

/** How the effect of one parameter is shown: the same questions with and without it, everything else alike. */
export interface Effect {
  readonly prompt: string
  /** Sent both times. `seed` counts up from answer to answer unless it is given here or in `with`. */
  readonly beside: Values
  /** Sent the first time only, where the absence of the parameter is not the other end of its range. */
  readonly without?: Values
  /** Sent the second time: the parameter at a telling value. */
  readonly with: Values
  /** What is shown, as half a sentence for the table: "at 1 every answer is the likeliest one". */
  readonly proves: string
  readonly judge: Judge
}

// A question whose good answers are about equally likely, one that repeats itself without end, one with a long answer.
const die = 'Roll a die.'
const again = 'Say la again and again.'
const story = 'Tell me a short story.'

// Free enough that every filter has something to take away.
const free = { temperature: 1.5, top_k: 100, top_p: 1, min_p: 0, max_tokens: 16 }
const two = { ...free, temperature: 1, top_k: 2 }
const greedy = { temperature: 0, max_tokens: 30 }
const told = { ...free, temperature: 1, max_tokens: 30 }
const strongDry = { dry_multiplier: 5, dry_base: 1.75, dry_allowed_length: 2, dry_penalty_last_n: 64 }
const weakDry = { ...strongDry, dry_multiplier: 0.3 }
const likeliest = 'every answer is the likeliest one'

/** One proof for each neutral parameter of the catalogue. The questions are short ones that any small chat model can answer. */
export const effects: Readonly<Record<ParameterName, Effect>> = {
  temperature: {
    prompt: die,
    beside: { ...free, temperature: 1.5 },
    with: { temperature: 0 },
    proves: `at 0 ${likeliest}`,
    judge: collapses,
  },
  max_tokens: {
    prompt: story,
    beside: { temperature: 0 },
    without: { max_tokens: 30 },
    with: { max_tokens: 5 },
    proves: 'at 5 the answer is cut and says so',
    judge: shorter,
  },
  stop: {
    prompt: story,
    beside: { temperature: 0, max_tokens: 60 },
    with: { stop: ['.'] },
    proves: 'the answer ends before the stop text',
    judge: stopsBefore('.'),
  },
  min_tokens: {
    prompt: die,
    beside: { temperature: 0, max_tokens: 60 },
    with: { min_tokens: 40 },
    proves: 'at 40 no answer is shorter',
    judge: atLeast(40),
  },
  context_length: {
    prompt: 'la '.repeat(400),
    beside: { temperature: 0, max_tokens: 5 },
    without: { context_length: 1024 },
    with: { context_length: 256 },
    proves: 'at 256 a question of 400 tokens is refused',
    judge: refuses,
  },
  top_p: { prompt: die, beside: free, with: { top_p: 0.01 }, proves: `at 0.01 ${likeliest}`, judge: collapses },
  top_k: { prompt: die, beside: free, with: { top_k: 1 }, proves: `at 1 ${likeliest}`, judge: collapses },
  min_p: { prompt: die, beside: free, with: { min_p: 1 }, proves: `at 1 ${likeliest}`, judge: collapses },
  typical_p: {
    prompt: die,
    beside: free,
    with: { typical_p: 0.01 },
    proves: 'at 0.01 only one answer is left',
    judge: onlyOne,
  },
  seed: {
    prompt: story,
    beside: told,
    with: { seed: 7 },
    proves: 'the same seed repeats the answer, others give others',
    judge: onlyOne,
  },
  repeat_penalty: {
    prompt: again,
    beside: greedy,
    with: { repeat_penalty: 2 },
    proves: 'at 2 an endless repeat finds other words',
    judge: moreWords,
  },
  repeat_last_n: {
    prompt: again,
    beside: { ...greedy, repeat_penalty: 2 },
    without: { repeat_last_n: 64 },
    with: { repeat_last_n: 0 },
    proves: 'at 0 the repeat penalty is without effect',
    judge: sameAsGreedy,
  },
  presence_penalty: {
    prompt: again,
    beside: greedy,
    with: { presence_penalty: 2 },
    proves: 'at 2 an endless repeat finds other words',
    judge: moreWords,
  },
  frequency_penalty: {
    prompt: again,
    beside: greedy,
    with: { frequency_penalty: 2 },
    proves: 'at 2 an endless repeat finds other words',
    judge: moreWords,
  },
  dynatemp_range: {
    prompt: story,
    beside: told,
    with: { dynatemp_range: 1 },
    proves: 'at 1 the same seeds give other answers',
    judge: differs,
  },
  dynatemp_exponent: {
    prompt: die,
    beside: { ...free, temperature: 2, dynatemp_range: 1.9 },
    without: { dynatemp_exponent: 0.2 },
    with: { dynatemp_exponent: 5 },
    proves: 'at 5 there are fewer answers than at 0.2',
    judge: fewer,
  },
  top_n_sigma: {
    prompt: die,
    beside: free,
    with: { top_n_sigma: 0.01 },
    proves: `at 0.01 ${likeliest}`,
    judge: collapses,
  },
  xtc_probability: {
    prompt: die,
    beside: { ...two, xtc_threshold: 0.05 },
    with: { xtc_probability: 1 },
    proves: 'at 1 the likeliest answer never comes',
    judge: neverGreedy,
  },
  xtc_threshold: {
    prompt: die,
    beside: { ...two, xtc_probability: 1 },
    without: { xtc_threshold: 0.05 },
    with: { xtc_threshold: 0.5 },
    proves: 'at 0.5 the likeliest answer may come again',
    judge: freesTheGreedy,
  },
  dry_multiplier: {
    prompt: again,
    beside: { ...greedy, ...strongDry },
    without: { dry_multiplier: 0 },
    with: { dry_multiplier: 5 },
    proves: 'at 5 an endless repeat finds other words',
    judge: moreWords,
  },
  dry_base: {
    prompt: again,
    beside: { ...greedy, ...weakDry },
    without: { dry_base: 1.01 },
    with: { dry_base: 4 },
    proves: 'at 4 an endless repeat finds more other words than at 1.01',
    judge: moreWords,
  },
  dry_allowed_length: {
    prompt: again,
    beside: { ...greedy, ...strongDry },
    without: { dry_allowed_length: 2 },
    with: { dry_allowed_length: 8 },
    proves: 'at 8 longer repeats come than at 2',
    judge: longerRuns,
  },
  dry_penalty_last_n: {
    prompt: again,
    beside: { ...greedy, ...strongDry },
    without: { dry_penalty_last_n: 64 },
    with: { dry_penalty_last_n: 0 },
    proves: 'at 0 DRY is without effect',
    judge: sameAsGreedy,
  },
  dry_sequence_breakers: {
    prompt: again,
    beside: { ...greedy, ...strongDry },
    without: { dry_sequence_breakers: ['\n'] },
    with: { dry_sequence_breakers: [' la'] },
    proves: 'with the repeated word as a breaker DRY is without effect',
    judge: sameAsGreedy,
  },
  mirostat: {
    prompt: die,
    beside: { ...free, mirostat_tau: 0.01 },
    without: { mirostat: 0 },
    with: { mirostat: 2 },
    proves: `at 2, with no surprise allowed, ${likeliest}`,
    judge: collapses,
  },
  mirostat_tau: {
    prompt: die,
    beside: { ...free, mirostat: 2 },
    without: { mirostat_tau: 5 },
    with: { mirostat_tau: 0.01 },
    proves: `at 0.01 ${likeliest}`,
    judge: collapses,
  },
  mirostat_eta: {
    prompt: story,
    beside: { ...told, mirostat: 2, mirostat_tau: 3 },
    without: { mirostat_eta: 0 },
    with: { mirostat_eta: 1 },
    proves: 'at 1 the same seeds give other answers than at 0',
    judge: differs,
  },
  adaptive_target: {
    prompt: die,
    beside: told,
    with: { adaptive_target: 0.9 },
    proves: 'at 0.9 the same seeds give other answers',
    judge: differs,
  },
  adaptive_decay: {
    prompt: story,
    beside: { ...told, adaptive_target: 0.3 },
    without: { adaptive_decay: 0 },
    with: { adaptive_decay: 0.99 },
    proves: 'at 0.99 the same seeds give other answers than at 0',
    judge: differs,
  },
  min_keep: {
    prompt: die,
    beside: { ...free, top_p: 0.01 },
    with: { min_keep: 5 },
    proves: 'at 5 a narrow top_p leaves a choice',
    judge: opens,
  },
  ignore_eos: {
    prompt: die,
    beside: greedy,
    with: { ignore_eos: true },
    proves: 'the answer goes on until the maximum length',
    judge: bounds,
  },
}
