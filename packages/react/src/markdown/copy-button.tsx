'use client'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { checkIcon, copyIcon } from '../icons.js'
import { useMarkdownText } from './text/use-markdown-text.js'
import { useCopy } from './use-copy.js'

/** Copies a text, and says so for two seconds. */
export function CopyButton({ text }: { readonly text: () => string }): ReactNode {
  const t = useMarkdownText()
  const { state, copy } = useCopy(text)
  return (
    <>
      {state === 'copyFailed' && (
        <span data-slot="copy-failed" role="alert">
          {t('copyFailed')}
        </span>
      )}
      <button
        type="button"
        className="venom-button"
        data-variant="quiet"
        data-slot="copy"
        data-state={state}
        onClick={copy}
      >
        <Icon shape={state === 'copied' ? checkIcon : copyIcon} />
        <span aria-live="polite">{t(state === 'copied' ? 'copied' : 'copy')}</span>
        {/* Keeps the width of both words. */}
        <span aria-hidden="true">{t('copy')}</span>
        <span aria-hidden="true">{t('copied')}</span>
      </button>
    </>
  )
}
