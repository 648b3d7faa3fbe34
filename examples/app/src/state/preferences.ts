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
  /** Numbers of the chat that this tab shows and of the one before it. */
  readonly chat: string
  readonly lastChat: string
}

/** What each tab has of its own. */
const ofTab = ['chat', 'lastChat'] as const

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

/** A storage of the browser, which may refuse itself. */
type Place = () => Pick<Storage, 'getItem' | 'setItem'>

/** Preferences that can be read, watched and changed one at a time. */
export interface PreferenceStore extends ReadableStore<Preferences> {
  readonly set: <Key extends keyof Preferences>(key: Key, value: Preferences[Key]) => void
}

/**
 * Keeps each preference in an entry of its own, so that two tabs overwrite no more than they changed. What is kept there and
 * makes no sense is the default; a browser that keeps nothing costs the memory, not the page.
 *
 * @param tab Where a tab finds after a reload what it has of its own. A new tab begins with what the last one had.
 */
export function createPreferences(storage: Place, tab: Place = storage): PreferenceStore {
  const isOfTab = (key: keyof Preferences): boolean => ofTab.some((own) => own === key)
  const placesOf = (key: keyof Preferences): readonly Place[] => (isOfTab(key) ? [tab, storage] : [storage])
  const store = createStore<Preferences>({
    language: oneOf(choices.language, read('language')) ?? defaults.language,
    theme: oneOf(choices.theme, read('theme')) ?? defaults.theme,
    scroll: oneOf(choices.scroll, read('scroll')) ?? defaults.scroll,
    tuning: oneOf(choices.tuning, read('tuning')) ?? defaults.tuning,
    model: read('model')?.slice(0, 1_024) ?? defaults.model,
    chat: chatNumber(read('chat')) ?? defaults.chat,
    lastChat: chatNumber(read('lastChat')) ?? defaults.lastChat,
  })

  function keep(place: Place, key: keyof Preferences, value: string): void {
    try {
      place().setItem(`venom.${key}`, value)
    } catch {
      // Full or forbidden: it holds until the page goes.
    }
  }

  function read(key: keyof Preferences): string | undefined {
    for (const place of placesOf(key)) {
      try {
        const text = place().getItem(`venom.${key}`)
        if (text !== null) return text
      } catch {
        // Where nothing is kept the default is.
      }
    }
    return undefined
  }

  // Another tab may change what a new one begins with.
  for (const key of ofTab) keep(tab, key, store.get()[key])

  return {
    get: store.get,
    subscribe: store.subscribe,
    set(key, value) {
      store.update((preferences) => ({ ...preferences, [key]: value }))
      for (const place of placesOf(key)) keep(place, key, value)
    },
  }
}

function oneOf<Choice extends string>(known: readonly Choice[], text: string | undefined): Choice | undefined {
  return known.find((choice) => choice === text)
}

function chatNumber(text = ''): string | undefined {
  return /^\d{1,9}$/.test(text) ? text : undefined
}
