'use client'
import type { ReactNode } from 'react'

import { Icon } from '../icon.js'
import { chevronLeftIcon, chevronRightIcon, type IconShape } from '../icons.js'
import { useChatText } from './text/use-chat-text.js'

/** Steps through what was asked at one place. Absent where it was asked once. */
export function Versions({ id, versions, onShow }: VersionsProps): ReactNode {
  const t = useChatText()
  const at = versions.indexOf(id)
  if (versions.length < 2) return null
  return (
    <fieldset className="venom-versions" data-slot="versions" aria-label={t('versions')}>
      <Step shape={chevronLeftIcon} label={t('versionBefore')} to={versions[at - 1]} onShow={onShow} />
      <span className="venom-figure">
        <span aria-hidden="true">
          {at + 1}/{versions.length}
        </span>
        <span className="venom-visually-hidden">{t('version', { at: at + 1, of: versions.length })}</span>
      </span>
      <Step shape={chevronRightIcon} label={t('versionAfter')} to={versions[at + 1]} onShow={onShow} />
    </fieldset>
  )
}

/** What the versions of a turn take. */
export interface VersionsProps {
  /** The one that is shown. */
  readonly id: number
  /** All of them, oldest first. */
  readonly versions: readonly number[]
  readonly onShow: (id: number) => void
}

function Step({
  shape,
  label,
  to,
  onShow,
}: {
  readonly shape: IconShape
  readonly label: string
  readonly to: number | undefined
  readonly onShow: (id: number) => void
}): ReactNode {
  return (
    <button
      type="button"
      className="venom-button"
      data-variant="quiet"
      aria-label={label}
      // Not `disabled`: at the last version the focus stays where it is.
      aria-disabled={to === undefined}
      onClick={() => to !== undefined && onShow(to)}
    >
      <Icon shape={shape} />
    </button>
  )
}
