import { useStore } from '@venom/react'
import type { ReactNode } from 'react'

import type { Cockpit } from '../state/cockpit.js'
import { useAppText } from '../text/use-app-text.js'
import { ChoiceField } from './choice-field.js'

/** What a person can choose about the page itself. */
export function SettingsPage({ cockpit: { preferences } }: { readonly cockpit: Cockpit }): ReactNode {
  const { language, theme, scroll } = useStore(preferences)
  const say = useAppText()
  return (
    <>
      <header className="app-bar">
        <h1>{say('settings')}</h1>
      </header>
      <div className="app-settings-body">
        <ChoiceField
          legend={say('language')}
          value={language}
          choices={[
            { value: 'system', label: say('system') },
            { value: 'en', label: 'English', lang: 'en' },
            { value: 'pl', label: 'Polski', lang: 'pl' },
          ]}
          onChoose={(choice) => preferences.set('language', choice)}
        />
        <ChoiceField
          legend={say('theme')}
          value={theme}
          choices={[
            { value: 'system', label: say('system') },
            { value: 'light', label: say('light') },
            { value: 'dark', label: say('dark') },
          ]}
          onChoose={(choice) => preferences.set('theme', choice)}
        />
        <ChoiceField
          legend={say('scroll')}
          value={scroll}
          choices={[
            { value: 'follow', label: say('follow') },
            { value: 'anchor', label: say('anchor') },
            { value: 'off', label: say('off') },
          ]}
          onChoose={(choice) => preferences.set('scroll', choice)}
        />
        <p className="app-fine">{say('kept')}</p>
      </div>
    </>
  )
}
