'use client'
import type { TranslationEntry, TranslationReport } from '@venom/core'
import type { ReactNode } from 'react'

import { withoutFolders } from '../models/model-name.js'
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
export function SentParameters({ report, model, ...props }: SentParametersProps): ReactNode {
  const t = useChatText()
  const { tag } = useLanguage()
  const { kind, version } = report.server
  const server = version === null ? kind : `${kind} ${version}`
  const by = model === undefined ? '' : `${withoutFolders(model)} · `
  if (report.entries.length === 0) {
    return (
      <p {...props} className="venom-sent" data-slot="sent" data-state="empty">
        {by}
        {t('sentNothing', { server })}
      </p>
    )
  }
  return (
    // A table that is wider than its column is moved by keys, too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section {...props} className="venom-sent" data-slot="sent" aria-label={t('sent')} tabIndex={0}>
      <table>
        <caption>
          {by}
          {t('sentTo', { server })}
        </caption>
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
              <td data-label={t('columnWire')}>
                <Sent name={entry.wire_name}>{entry.wire_name}</Sent>
              </td>
              <td data-kind="value" data-label={t('columnAsked')}>
                <span>{formatValue(tag, entry.requested)}</span>
              </td>
              <td data-kind="value" data-label={t('columnSent')}>
                <Sent name={entry.wire_name}>{formatValue(tag, entry.sent)}</Sent>
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
  /** The model's canonical name. Default: only its server is named. */
  readonly model?: string | undefined
  /** So that a button can say what it opens. */
  readonly id?: string
}

/** What went out, or that nothing did. */
function Sent({ name, children }: { readonly name: string | null; readonly children: ReactNode }): ReactNode {
  const t = useChatText()
  return name === null ? <span data-slot="nothing">{t('nothing')}</span> : <span>{children}</span>
}

function Outcome({ entry: { action, reason } }: { readonly entry: TranslationEntry }): ReactNode {
  const t = useChatText()
  return (
    <td data-kind="outcome" data-label={t('columnOutcome')}>
      <span data-slot="action">{t(actions[action])}</span>
      {/* The runtime's own words, which are English whatever the page speaks. */}
      {reason !== undefined && <span lang="en">{reason}</span>}
    </td>
  )
}
