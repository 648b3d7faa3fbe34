import { createStore } from '@venom/core'
import type { ReadableStore } from '@venom/react'

/** What a person chose, and what is the same at the next visit. */
export interface Preferences {
  readonly language: 'system' | 'en' | 'pl'
  readonly theme: 'system' | 'light' | 'dark'
  readonly scroll: 'follow' | 'anchor' | 'off'
  /** Whether tuning is docked beside the chat, where there is room for it. */
  readonly tuning: 'open' | 'closed'
  /** Address of the chosen model. Empty: none yet. */
  readonly model: string
  /** Numbers of the chat that is shown and of the one before it. */
  readonly chat: string
  readonly lastChat: string
}

const choices = {
  language: ['system', 'en', 'pl'],
  theme: ['system', 'light', 'dark'],
  scroll: ['follow', 'anchor', 'off'],
  tuning: ['open', 'closed'],
} as const

const defaults: Preferences = {
  language: 'system',
  theme: 'system',
  scroll: 'follow',
  tuning: 'open',
  model: '',
  chat: '1',
  lastChat: '',
}

/** Preferences that can be read, watched and changed one at a time. */
export interface PreferenceStore extends ReadableStore<Preferences> {
  readonly set: <Key extends keyof Preferences>(key: Key, value: Preferences[Key]) => void
}

/**
 * Keeps each preference in an entry of its own, so that two tabs overwrite no more than they changed. What is kept there and
 * makes no sense is the default; a browser that keeps nothing costs the memory, not the page.
 */
export function createPreferences(storage: () => Pick<Storage, 'getItem' | 'setItem'>): PreferenceStore {
  const store = createStore<Preferences>({
    language: oneOf(choices.language, read('language')) ?? defaults.language,
    theme: oneOf(choices.theme, read('theme')) ?? defaults.theme,
    scroll: oneOf(choices.scroll, read('scroll')) ?? defaults.scroll,
    tuning: oneOf(choices.tuning, read('tuning')) ?? defaults.tuning,
    model: read('model')?.slice(0, 1_024) ?? defaults.model,
    chat: chatNumber(read('chat')) ?? defaults.chat,
    lastChat: chatNumber(read('lastChat')) ?? defaults.lastChat,
  })

  function read(key: keyof Preferences): string | undefined {
    try {
      return storage().getItem(`venom.${key}`) ?? undefined
    } catch {
      return undefined
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    set(key, value) {
      store.update((preferences) => ({ ...preferences, [key]: value }))
      try {
        storage().setItem(`venom.${key}`, value)
      } catch {
        // Full or forbidden: it holds until the page goes.
      }
    },
  }
}

function oneOf<Choice extends string>(known: readonly Choice[], text: string | undefined): Choice | undefined {
  return known.find((choice) => choice === text)
}

function chatNumber(text = ''): string | undefined {
  return /^\d{1,9}$/.test(text) ? text : undefined
}
