'use client'
import { isEnded } from '@venom/core'
import type { ReactNode } from 'react'

import { formatNumber } from '../text/format-number.js'
import { useLanguage } from '../text/language-provider.js'
import { formatDuration } from './duration.js'
import { isSeenLate, phasesOf, type PhaseName, type PhaseSegment, rateOf, tokensOf } from './phases.js'
import { useChatText } from './text/use-chat-text.js'
import type { Turn } from './turn.js'
import { WaitClock } from './wait-clock.js'

/**
 * Where the time of an answer went: one bar, and a legend in real numbers. While it is written, the numbers are live. A phase
 * that nobody measured is absent.
 */
export function PhaseBar({ turn, sentAt }: PhaseBarProps): ReactNode {
  const t = useChatText()
  const { tag } = useLanguage()
  const { answer } = turn
  const { state, timings, progress } = answer
  const isWaiting = state === 'waiting'
  const isOver = isEnded(answer)
  const segments = phasesOf(turn)
  const tokens = tokensOf(turn)
  const rate = rateOf(turn)
  const time = (ms: number): string => formatDuration(t, tag, ms)
  const share = isWaiting && progress?.phase === 'prefill' ? shareOf(progress.done, progress.total) : undefined

  const said = tokens === undefined ? undefined : t('tokens', { count: tokens.count })
  const text = [
    tokens?.isExact === false && said !== undefined ? `≈ ${said}` : said,
    rate === undefined ? undefined : t('rate', { rate: formatNumber(tag, rate, 1) }),
  ].filter((part) => part !== undefined)

  const lengthOf = ({ phase, ms }: PhaseSegment): Item => ({ phase, name: t(phase), figure: time(ms) })
  const isBefore = ({ phase }: PhaseSegment): boolean => beforeTokens.has(phase)
  const items: readonly (Item | undefined)[] = [
    ...(isOver || isWaiting ? segments.filter(isBefore).map(lengthOf) : []),
    // Its name is that of a moment: it says when, and its stretch of the bar what no other explains.
    item('first-token', t('first-token'), timings.first_token === undefined ? undefined : time(timings.first_token)),
    ...segments.filter(({ phase }) => phase === 'thinking' && isOver).map(lengthOf),
    item('text', t(isOver ? 'text' : 'writing'), text.length === 0 ? undefined : text.join(' · ')),
    item('seen', t('seenHere'), isOver && isSeenLate(turn) ? time(turn.seen.first ?? 0) : undefined),
  ]
  const known = items.filter((one) => one !== undefined)
  // That it was sent is no news: then there is nothing to show, not a bar of nothing.
  if (isOver && known.every(({ phase }) => phase === 'connect')) return null

  return (
    <div className="venom-phases" data-slot="phases" data-state={state}>
      {(segments.length > 0 || !isOver) && (
        <div className="venom-phase-bar" data-slot="phase-bar" aria-hidden="true">
          {share === undefined ? (
            segments.map(({ phase, ms }) => <i key={phase} data-phase={phase} style={{ flexGrow: ms }} />)
          ) : (
            <i data-phase="prefill" style={{ flexBasis: `${share * 100}%` }} />
          )}
        </div>
      )}
      <ul className="venom-phase-legend" aria-label={t('phases')}>
        {known.map(({ phase, name, figure }) => (
          <li key={phase} data-phase={phase}>
            {name} <b className="venom-figure">{figure}</b>
          </li>
        ))}
        {isWaiting && (
          <li data-phase={progress?.phase === 'prefill' ? 'prefill' : 'queue'}>
            {progress?.phase === 'prefill' ? t('prefill') : t(isQueued(answer) ? 'waitingForPlace' : 'waiting')}{' '}
            {share !== undefined && progress?.done !== undefined && progress.total !== undefined && (
              <b className="venom-figure">{t('progress', { done: progress.done, total: progress.total })} · </b>
            )}
            {sentAt !== undefined && <WaitClock since={sentAt} />}
          </li>
        )}
      </ul>
    </div>
  )
}

/** What a phase bar takes. */
export interface PhaseBarProps {
  readonly turn: Pick<Turn, 'answer' | 'seen'>
  /** When it was sent, by `performance.now()`: counts while nothing has come. */
  readonly sentAt?: number | undefined
}

interface Item {
  readonly phase: PhaseName | 'seen'
  readonly name: string
  readonly figure: string
}

const beforeTokens: ReadonlySet<PhaseName> = new Set<PhaseName>(['connect', 'queue', 'load', 'prefill'])

function item(phase: Item['phase'], name: string, figure: string | undefined): Item | undefined {
  return figure === undefined ? undefined : { phase, name, figure }
}

function shareOf(done: number | undefined, total: number | undefined): number | undefined {
  if (done === undefined || total === undefined || !(total > 0)) return undefined
  return Math.min(Math.max(done / total, 0), 1)
}

function isQueued({ progress }: Turn['answer']): boolean {
  return progress?.phase === 'queue' && progress.done !== undefined && progress.done < (progress.total ?? 0)
}
