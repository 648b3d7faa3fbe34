import type { Answer } from '@venom/core'

import type { Seen } from './turn.js'

/** A stretch of an answer's time. `first-token` is what no other explains before the first token. */
export type PhaseName = 'connect' | 'queue' | 'load' | 'prefill' | 'first-token' | 'thinking' | 'text'

/** A phase and how long it took, in milliseconds, above 0. */
export interface PhaseSegment {
  readonly phase: PhaseName
  readonly ms: number
}

/**
 * Where the time of an answer went, in order. The lengths add up to the whole time: to `total` where it is known; to the last piece
 * that this page saw while an answer is written or where it broke off; else to the last mark. A phase that nobody measured is absent.
 * Where a server's own lengths do not fit before the first token, as its clock is another one, they are cut.
 */
export function phasesOf({ answer, seen }: { readonly answer: Answer; readonly seen: Seen }): readonly PhaseSegment[] {
  const { connected, queue, load, prefill, first_token, first_text, total } = answer.timings
  const writtenMs = seen.first === undefined || seen.last === undefined ? 0 : seen.last - seen.first
  const until = total ?? (first_token === undefined ? undefined : first_token + writtenMs)
  const segments: PhaseSegment[] = []
  let at = 0

  function reach(phase: PhaseName, mark: number | undefined): void {
    if (mark === undefined) return
    const end = Math.min(mark, until ?? Infinity)
    if (!(end > at)) return
    segments.push({ phase, ms: end - at })
    at = end
  }
  const last = (length: number | undefined): number | undefined =>
    length === undefined ? undefined : Math.min(at + Math.max(length, 0), first_token ?? Infinity)

  reach('connect', connected)
  reach('queue', last(queue))
  reach('load', last(load))
  reach('prefill', last(prefill))
  reach('first-token', first_token)
  if (answer.reasoning !== '') reach('thinking', answer.text === '' ? until : first_text)
  // Without a first token, what is left is still the wait for it.
  reach(first_token === undefined ? 'first-token' : 'text', until)
  return segments
}

/** How many tokens an answer has, and whether the server counted them. Undefined is unknown. */
export interface TokenCount {
  readonly count: number
  /** False: pieces that this page received, about one a token. */
  readonly isExact: boolean
}

/** The tokens of an answer: the server's count where it is known, else the pieces that came. */
export function tokensOf({ answer, seen }: { readonly answer: Answer; readonly seen: Seen }): TokenCount | undefined {
  const counted = answer.usage.completion_tokens
  if (counted !== undefined) return { count: counted, isExact: true }
  return seen.pieces === 0 ? undefined : { count: seen.pieces, isExact: false }
}

/** Tokens a second after the first one. Undefined before there are two, or where no clock saw them. */
export function rateOf(turn: { readonly answer: Answer; readonly seen: Seen }): number | undefined {
  const { count } = tokensOf(turn) ?? { count: 0 }
  const { decode, total, first_token } = turn.answer.timings
  const { first, last } = turn.seen
  const between = (from: number | undefined, to: number | undefined): number | undefined =>
    from === undefined || to === undefined ? undefined : to - from
  const ms = decode ?? between(first_token, total) ?? between(first, last)
  // The first token is the end of the prefill: only those after it take this time.
  return count < 2 || ms === undefined || !(ms > 0) ? undefined : ((count - 1) / ms) * 1_000
}

/** So much later than its server a page may see the first token before it is worth a word, in milliseconds. */
const lateMs = 50

/** Tells whether what this page saw of the first token says more than what the server measured. */
export function isSeenLate({ answer, seen }: { readonly answer: Answer; readonly seen: Seen }): boolean {
  const { first_token } = answer.timings
  return seen.first !== undefined && (first_token === undefined || seen.first - first_token >= lateMs)
}
