import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '../src/theme/theme.css'
import './preview.css'

import addonA11y from '@storybook/addon-a11y'
import addonVitest from '@storybook/addon-vitest'
import { definePreview } from '@storybook/react-vite'
import { configure } from 'storybook/test'

import { pl } from '../src/locales/pl.js'
import { english, type Language } from '../src/text/language.js'
import { LanguageProvider } from '../src/text/language-provider.js'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

const rightToLeft: Language = { ...english, direction: 'rtl' }

const choices = <Value extends string>(title: string, items: readonly Value[]) => ({
  description: title,
  toolbar: { title, items: [...items], dynamicTitle: true },
})

export default definePreview({
  addons: [addonVitest(), addonA11y()],
  globalTypes: {
    theme: choices('Theme', ['light', 'dark']),
    language: choices('Language', ['en', 'pl', 'rtl']),
  },
  initialGlobals: { theme: 'light', language: 'en' },
  parameters: {
    // Targets of 24 × 24 px are part of WCAG 2.2 AA, and off by default in axe.
    a11y: { test: 'error', config: { rules: [{ id: 'target-size', enabled: true }] } },
    layout: 'fullscreen',
  },
  decorators: [
    (Story, { globals }) => {
      const language = globals['language'] === 'pl' ? pl : globals['language'] === 'rtl' ? rightToLeft : english
      return (
        <LanguageProvider language={language}>
          <div
            className="story"
            data-theme={globals['theme'] === 'dark' ? 'dark' : 'light'}
            lang={language.tag}
            dir={language.direction ?? 'ltr'}
          >
            <Story />
          </div>
        </LanguageProvider>
      )
    },
  ],
})
