import { useStore } from '@venom/react'
import { groupModels, RuntimeList } from '@venom/react/models'
import type { ReactNode } from 'react'

import { AppIcon } from '../icon.js'
import { AwayPage, AwayStrip } from '../shell/away.js'
import type { Cockpit } from '../state/cockpit.js'
import { linkTo } from '../state/route.js'
import { useAppText } from '../text/use-app-text.js'
import { ModelTable } from './model-table.js'

/** All models of all runtimes, to be compared and chosen. */
export function ModelsPage({ cockpit }: { readonly cockpit: Cockpit }): ReactNode {
  const { catalogue, preferences } = cockpit
  const state = useStore(catalogue)
  const { model } = useStore(preferences)
  const say = useAppText()

  function use(address: string): void {
    preferences.set('model', address)
    location.hash = linkTo('chat')
  }

  return (
    <>
      <header className="app-bar">
        <h1>{say('models')}</h1>
        {state.state === 'ready' && <p className="app-fine">{say('modelCount', { count: state.models.length })}</p>}
        <button type="button" className="venom-button" onClick={() => void catalogue.refresh()}>
          <AppIcon name="refresh" />
          {say('refresh')}
        </button>
      </header>
      {state.models.length > 0 && <AwayStrip cockpit={cockpit} />}
      <div className="app-models-body">
        {state.models.length > 0 ? (
          <ModelTable groups={groupModels(state)} chosen={model} onUse={use} />
        ) : state.state === 'failed' ? (
          <AwayPage cockpit={cockpit} />
        ) : (
          <output className="app-notice">{say(state.state === 'loading' ? 'lookingTitle' : 'noModelAtAll')}</output>
        )}
        <section className="app-models-runtimes" aria-labelledby="runtimes">
          <h2 id="runtimes">{say('runtimes')}</h2>
          <RuntimeList catalogue={catalogue} />
          <p className="app-fine">{say('runtimesHint')}</p>
        </section>
      </div>
    </>
  )
}
