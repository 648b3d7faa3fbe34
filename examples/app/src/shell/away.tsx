import { useStore } from '@venom/react'
import type { ReactNode } from 'react'

import { AppIcon } from '../icon.js'
import type { Cockpit } from '../state/cockpit.js'
import { useAppText } from '../text/use-app-text.js'

/** Says that the server does not answer; the catalogue asks again by itself. Nothing while it does answer. */
export function AwayStrip({ cockpit }: { readonly cockpit: Cockpit }): ReactNode {
  const { state } = useStore(cockpit.catalogue)
  const say = useAppText()
  return (
    <output className="app-strip" data-state={state}>
      {state === 'failed' && (
        <>
          <AppIcon name="away" />
          <span>{say('awayStrip')}</span>
          <button type="button" className="venom-button" onClick={() => void cockpit.catalogue.refresh()}>
            <AppIcon name="refresh" />
            {say('retry')}
          </button>
        </>
      )}
    </output>
  )
}

/** The same in place of a page that has nothing to show without the server. */
export function AwayPage({ cockpit }: { readonly cockpit: Cockpit }): ReactNode {
  const say = useAppText()
  return (
    <div className="app-notice">
      <AppIcon name="away" />
      <h2>{say('awayTitle')}</h2>
      <p>{say('awayHint')}</p>
      <button type="button" className="venom-button" onClick={() => void cockpit.catalogue.refresh()}>
        <AppIcon name="refresh" />
        {say('retry')}
      </button>
    </div>
  )
}
