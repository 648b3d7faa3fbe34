import type { FinishReason } from '@venom/core'

/** One answer of a measurement. */
export interface Sample {
  readonly text: string
  /** `refused`: the question did not fit the window. */
  readonly reason: FinishReason | 'refused'
  /** Absent: the runtime does not count. */
  readonly tokens: number | undefined
}

/** The answers without and with the parameter, and the likeliest answer to the same question. */
export interface Measured {
  readonly without: readonly Sample[]
  readonly with: readonly Sample[]
  readonly greedy: string
}

/** Tells whether the answers changed as the parameter's meaning says. */
export type Judge = (measured: Measured) => boolean

/** Several answers without, only the likeliest with. */
export const collapses: Judge = ({ without, with: after, greedy }) =>
  variety(without) > 1 && after.every(({ text }) => text === greedy)

/** Several answers without, always the same with. */
export const onlyOne: Judge = ({ without, with: after }) => variety(without) > 1 && variety(after) === 1

/** Only one answer without, several with. */
export const opens: Judge = ({ without, with: after }) => variety(without) === 1 && variety(after) > 1

/** Fewer different answers with than without. */
export const fewer: Judge = ({ without, with: after }) => variety(after) < variety(without)

/** Another answer for the same seed at least once. */
export const differs: Judge = ({ without, with: after }) =>
  after.some(({ text }, index) => text !== without[index]?.text)

/** The likeliest answer comes without, never with. */
export const neverGreedy: Judge = ({ without, with: after, greedy }) =>
  without.some(({ text }) => text === greedy) && after.every(({ text }) => text !== greedy)

/** The likeliest answer never comes without, but does with. */
export const freesTheGreedy: Judge = ({ without, with: after, greedy }) =>
  without.every(({ text }) => text !== greedy) && after.some(({ text }) => text === greedy)

/** Another answer than the likeliest without, just the likeliest with. */
export const sameAsGreedy: Judge = ({ without, with: after, greedy }) =>
  without.every(({ text }) => text !== greedy) && after.every(({ text }) => text === greedy)

/** More different words with than without. */
export const moreWords: Judge = ({ without, with: after }) => words(after[0]).size > words(without[0]).size

/** The answer begins with a longer run of one word with than without. */
export const longerRuns: Judge = ({ without, with: after }) => firstRun(after[0]) > firstRun(without[0])

/** A beginning of the answer without, cut by length, of five tokens where they are counted. */
export const shorter: Judge = ({ without, with: after }) =>
  after.every(({ text, reason, tokens }, index) => {
    const whole = without[index]?.text ?? ''
    return reason === 'length' && (tokens ?? 5) === 5 && text !== whole && whole.startsWith(text.trimEnd())
  })

/** The answer without holds the text, the one with ends before it. */
export function stopsBefore(stop: string): Judge {
  return ({ without, with: after }) =>
    after.every(({ text, reason }, index) => {
      const [before, ...rest] = without[index]?.text.split(stop) ?? []
      return rest.length > 0 && reason === 'stop' && text.trimEnd() === before?.trimEnd()
    })
}

/** The answer ends by itself without, by length with. */
export const bounds: Judge = ({ without, with: after }) =>
  without.every(({ reason }) => reason === 'stop') && after.every(({ reason }) => reason === 'length')

/** Shorter answers without, none under this many tokens with. */
export function atLeast(tokens: number): Judge {
  return ({ without, with: after }) =>
    without.every((sample) => (sample.tokens ?? 0) < tokens) && after.every((sample) => (sample.tokens ?? 0) >= tokens)
}

/** Answered without, refused with. */
export const refuses: Judge = ({ without, with: after }) =>
  without.every(({ reason }) => reason !== 'refused') && after.every(({ reason }) => reason === 'refused')

function variety(samples: readonly Sample[]): number {
  return new Set(samples.map(({ text }) => text)).size
}

function words(sample: Sample | undefined): ReadonlySet<string> {
  return new Set(sample?.text.toLowerCase().match(/\p{L}+/gu))
}

function firstRun(sample: Sample | undefined): number {
  const all = sample?.text.toLowerCase().match(/\p{L}+/gu) ?? []
  const end = all.findIndex((word) => word !== all[0])
  return end === -1 ? all.length : end
}
