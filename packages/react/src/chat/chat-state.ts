import { isEnded } from '@venom/core'

import { pathOf, type Thread } from './thread.js'
import type { Turn } from './turn.js'

/**
 * Something about the keeping of a chat that its reader should know. `unreadable`: what was kept cannot be read, and is replaced
 * with the next question. `set-aside`: it cannot be read, and its storage keeps a copy before it is replaced. `not-saved`: the last
 * change could not be kept, and is gone with the page unless a later try succeeds. `draft-cut`: what stands in the composer is too long
 * to be kept whole.
 */
export type ChatNotice = 'unreadable' | 'set-aside' | 'not-saved' | 'draft-cut'

/** A chat as a component shows it. */
export interface ChatState {
  /** The turns that are shown, first to last. */
  readonly turns: readonly Turn[]
  /** Their ids; the same array until a turn comes or goes. */
  readonly ids: readonly number[]
  readonly isAnswering: boolean
  /** What was kept is being read. */
  readonly isLoading: boolean
  /** The turn that was asked last since the page was loaded; 0 before. */
  readonly latest: number
  /** When it was sent, by this page's `performance.now()`. Undefined where it was sent before a reload. */
  readonly sentAt: number | undefined
  /** Turns that did not fit into what is kept, and are gone. */
  readonly leftOut: number
  readonly notices: readonly ChatNotice[]
}

/** A chat without turns. */
export const emptyChat: ChatState = {
  turns: [],
  ids: [],
  isAnswering: false,
  isLoading: false,
  latest: 0,
  sentAt: undefined,
  leftOut: 0,
  notices: [],
}

/** The state with a notice, or without it. What is as before keeps its identity. */
export function showNotice(state: ChatState, notice: ChatNotice, isThere: boolean): ChatState {
  if (state.notices.includes(notice) === isThere) return state
  const others = state.notices.filter((other) => other !== notice)
  return { ...state, notices: isThere ? [...others, notice] : others }
}

/** The turn that is being answered. */
export interface RunningTurn {
  readonly id: number
  /** See `ChatState`. */
  readonly sentAt: number | undefined
}

/** The state that shows a thread. What is as before keeps its identity. */
export function showThread(state: ChatState, thread: Thread, running: RunningTurn | undefined): ChatState {
  const turns = pathOf(thread)
  const ids = turns.map(({ id }) => id)
  const asked = running === undefined ? undefined : thread.turns.findLast(({ id }) => id === running.id)
  return {
    ...state,
    turns,
    ids: ids.length === state.ids.length && ids.every((id, index) => id === state.ids[index]) ? state.ids : ids,
    isAnswering: asked !== undefined && !isEnded(asked.answer),
    latest: running?.id ?? state.latest,
    sentAt: running === undefined ? state.sentAt : running.sentAt,
  }
}
