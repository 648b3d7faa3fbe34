'use client'
import type { TranslationEntry, TranslationReport } from '@venom/core'
import type { ReactNode } from 'react'

import { useLanguage } from '../text/language-provider.js'
import { formatValue } from './format-value.js'
import { useChatText } from './text/use-chat-text.js'

const actions = {
  sent: 'actionSent',
  clamped: 'actionClamped',
  emulated: 'actionEmulated',
  dropped: 'actionDropped',
} as const

/** How many parameters did not go out as they were asked for. */
export function countChanged({ entries }: TranslationReport): number {
  return entries.filter(({ action }) => action === 'clamped' || action === 'dropped').length
}

/** What became of each parameter: asked, sent under which name, and why not as asked. */
export function SentParameters({ report, ...props }: SentParametersProps): ReactNode {
  const t = useChatText()
  const { tag } = useLanguage()
  const { kind, version } = report.server
  const server = version === null ? kind : `${kind} ${version}`
  if (report.entries.length === 0) {
    return (
      <p {...props} className="venom-sent" data-slot="sent" data-state="empty">
        {t('sentNothing', { server })}
      </p>
    )
  }
  return (
    // A table that is wider than its column is moved by keys, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section {...props} className="venom-sent" data-slot="sent" aria-label={t('sent')} tabIndex={0}>
      <table>
        <caption>{t('sentTo', { server })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('columnName')}</th>
            <th scope="col">{t('columnWire')}</th>
            <th scope="col" data-kind="value">
              {t('columnAsked')}
            </th>
            <th scope="col" data-kind="value">
              {t('columnSent')}
            </th>
            <th scope="col">{t('columnOutcome')}</th>
          </tr>
        </thead>
        <tbody>
          {report.entries.map((entry) => (
            <tr key={entry.name} data-action={entry.action}>
              <th scope="row">{entry.name}</th>
              <td>{entry.wire_name ?? <span data-slot="nothing">{t('nothing')}</span>}</td>
              <td data-kind="value">{formatValue(tag, entry.requested)}</td>
              <td data-kind="value">
                {entry.wire_name === null ? (
                  <span data-slot="nothing">{t('nothing')}</span>
                ) : (
                  formatValue(tag, entry.sent)
                )}
              </td>
              <Outcome entry={entry} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What a translation report takes. */
export interface SentParametersProps {
  readonly report: TranslationReport
  /** So that a button can say what it opens. */
  readonly id?: string
}

function Outcome({ entry: { action, reason } }: { readonly entry: TranslationEntry }): ReactNode {
  const t = useChatText()
  return (
    <td data-kind="outcome">
      <span data-slot="action">{t(actions[action])}</span>
      {/* The runtime's own words, which are English whatever the page speaks. */}
      {reason !== undefined && <span lang="en">{reason}</span>}
    </td>
  )
}
