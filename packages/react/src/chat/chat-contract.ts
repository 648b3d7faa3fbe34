import type { Store } from '@venom/core'
import type { RuntimesClient } from '@venom/runtimes/client'

import type { ReadableStore } from '../use-store.js'
import type { ChatState } from './chat-state.js'
import type { TranscriptLimits } from './transcript-format.js'
import type { TranscriptStorage } from './transcript-storage.js'
import type { SendOptions, Turn } from './turn.js'

/** What a chat needs of the server. */
export type TaskCalls = Pick<RuntimesClient, 'startTask' | 'taskEvents' | 'cancelTask'>

/** How a chat is kept. */
export interface ChatStoreOptions extends TranscriptLimits {
  /** Where it survives a reload. Default: nowhere. */
  readonly storage?: TranscriptStorage
}

/**
 * A chat: one writer, read by any number of components. How a turn ended stands in its answer; nothing is thrown for it. While an
 * answer is written, readers are told at most once a frame; its first piece, its end and everything a person does are told at once.
 */
export interface ChatStore extends ReadableStore<ChatState> {
  /** A turn that is shown, by its id. */
  turn(id: number): Turn | undefined
  /** What stands in the composer, apart from the turns: typing tells no transcript. */
  readonly draft: Store<string> & ReadableStore<string>
  /** Asks. A running answer is stopped first. Settles when the answer has ended, well or badly. */
  send(content: string, options: SendOptions): Promise<void>
  /**
   * Asks a turn once more, by default the last; an unknown one is passed over. What stood there, with the turns that followed,
   * stays as another version, unless it failed without a word.
   *
   * @param options Default: those of the turn.
   */
  again(id?: number, options?: SendOptions): Promise<void>
  /** Asks something else in place of a turn; otherwise as `again`. */
  edit(id: number, content: string, options?: SendOptions): Promise<void>
  /** Shows another version of a turn, with the turns that followed it. */
  show(id: number): void
  /** Ends the running answer on the server, keeping its text, also one that another tab asked for. */
  stop(): void
  /**
   * Takes a turn out with all that follow it, in all tabs. Another version of it is shown, if there is one. What another tab asked
   * after it without knowing of that stays.
   */
  remove(id: number): void
  /** Starts anew: all turns and versions go, as with `remove`. */
  clear(): void
  /** Stops, saves, and frees what it holds. What is asked after it is not kept. */
  close(): void
}
