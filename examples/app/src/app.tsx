import { english, type Language, LanguageProvider, useStore } from '@venom/react'
import { pl } from '@venom/react/locales/pl'
import { type ReactNode, useEffect } from 'react'

import { ChatPage } from './chat/chat-page.js'
import { ModelsPage } from './models/models-page.js'
import { SettingsPage } from './settings/settings-page.js'
import { Shell } from './shell/shell.js'
import { TokenForm } from './shell/token-form.js'
import type { Cockpit } from './state/cockpit.js'
import type { Preferences } from './state/preferences.js'
import { route } from './state/route.js'
import { useAppText } from './text/use-app-text.js'

/** The Cockpit in the language and the theme that were chosen. */
export function App({ cockpit }: { readonly cockpit: Cockpit }): ReactNode {
  const { language: choice, theme } = useStore(cockpit.preferences)
  const language = languageOf(choice)
  useEffect(() => {
    const { documentElement: html } = document
    html.lang = language.tag
    html.dir = language.direction ?? 'ltr'
    if (theme === 'system') delete html.dataset['theme']
    else html.dataset['theme'] = theme
  }, [language, theme])
  return (
    <LanguageProvider language={language}>
      <Pages cockpit={cockpit} />
    </LanguageProvider>
  )
}

function Pages({ cockpit }: { readonly cockpit: Cockpit }): ReactNode {
  const page = useStore(route)
  const isLocked = useStore(cockpit.session.state) === 'locked'
  const say = useAppText()
  const title = `${isLocked ? say('token') : say(page)} · Venom`
  useEffect(() => {
    document.title = title
  }, [title])
  if (isLocked) return <TokenForm cockpit={cockpit} />
  const Shown = { chat: ChatPage, models: ModelsPage, settings: SettingsPage }[page]
  return (
    <Shell cockpit={cockpit} page={page}>
      <Shown cockpit={cockpit} />
    </Shell>
  )
}

function languageOf(choice: Preferences['language']): Language {
  const tag = choice === 'system' ? navigator.language : choice
  return /^pl\b/i.test(tag) ? pl : english
}
