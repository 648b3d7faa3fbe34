'use client'
import { type ReactNode, useEffect, useState } from 'react'

import { Icon } from '../icon.js'
import { checkIcon, copyIcon } from '../icons.js'
import { copyText } from './copy-text.js'
import { useMarkdownText } from './text/use-markdown-text.js'

const shownMs = 2_000

/** Copies a text, and says so for two seconds. */
export function CopyButton({ text }: { readonly text: () => string }): ReactNode {
  const t = useMarkdownText()
  const [state, setState] = useState<'copy' | 'copied' | 'copyFailed'>('copy')

  useEffect(() => {
    if (state !== 'copied') return undefined
    const timer = setTimeout(() => setState('copy'), shownMs)
    return () => clearTimeout(timer)
  }, [state])

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
        onClick={() => void copyText(text()).then((isCopied) => setState(isCopied ? 'copied' : 'copyFailed'))}
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
