import { createStore, emptyAnswer, failAnswer, isEnded, type Store, type VenomError } from '@venom/core'
import type { RuntimesClient } from '@venom/runtimes/client'

import type { ReadableStore } from '../use-store.js'
import { reloaded, stopped, toFailure, truncated } from './chat-failure.js'
import { type ChatNotice, type ChatState, emptyChat, type RunningTurn, showThread } from './chat-state.js'
import { toMessages } from './messages.js'
import { createPublisher } from './publisher.js'
import { addTurn, changeTurn, emptyThread, leadingTo, removeTurn, showTurn, type Thread } from './thread.js'
import { createEncoder, parseTranscript, type TranscriptLimits } from './transcript-format.js'
import { createKeeper, type TranscriptKeeper } from './transcript-keeper.js'
import type { TranscriptStorage } from './transcript-storage.js'
import { nothingSeen, type SendOptions, takeEvent, type Turn, type TurnTask } from './turn.js'

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
  readonly draft: Store<string>
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
  /** Ends the running answer on the server, keeping its text. */
  stop(): void
  /** Takes a turn out with all that follow it. Another version of it is shown, if there is one. */
  remove(id: number): void
  /** Starts anew: all turns and versions go. */
  clear(): void
  /** Stops, saves, and frees what it holds. What is asked after it is not kept. */
  close(): void
}

interface Running extends RunningTurn {
  readonly stopper: AbortController
}

/**
 * Makes a chat, with what its storage kept. A lost connection is resumed by the client, so an answer goes on where it was; an
 * answer that was running when the page was reloaded is read on from the server, which keeps it for 10 s.
 */
export function createChatStore(client: TaskCalls, { storage, ...limits }: ChatStoreOptions = {}): ChatStore {
  const store = createStore<ChatState>(emptyChat)
  const draft = createStore('')
  const encode = createEncoder(limits)
  // The truth; what readers see is at most a frame behind it.
  let thread: Thread = emptyThread
  let shown = new Map<number, Turn>()
  let running: Running | undefined
  let lastId = 0
  let keeper: TranscriptKeeper | undefined
  let loading: Promise<void> | undefined
  let isWanted = true
  let isClosed = false

  const publisher = createPublisher(() => {
    const state = showThread(store.get(), thread, running)
    shown = new Map(state.turns.map((turn) => [turn.id, turn]))
    store.set(state)
    keeper?.changed()
  })

  function change(id: number, by: (turn: Turn) => Turn): void {
    thread = changeTurn(thread, id, by)
  }

  function fail(id: number, error: VenomError): void {
    change(id, ({ task: _over, ...turn }) => ({ ...turn, answer: failAnswer(turn.answer, error) }))
  }

  function stop(): void {
    if (running === undefined) return
    running.stopper.abort()
    fail(running.id, stopped())
    publisher.now()
  }

  async function ask(content: string, options: SendOptions, parent: () => number): Promise<void> {
    if (loading !== undefined) await loading
    stop()
    note('unreadable', false)
    const id = (lastId += 1)
    thread = addTurn(thread, { id, parent: parent(), content, options, answer: emptyAnswer, seen: nothingSeen })
    await run(id, options)
  }

  async function run(id: number, options: SendOptions, resumed?: TurnTask): Promise<void> {
    const sentAt = resumed === undefined ? performance.now() : undefined
    const mine = { id, sentAt, stopper: new AbortController() }
    const { signal } = mine.stopper
    let task = resumed
    running = mine
    publisher.now()
    try {
      task ??= await start(id, options, signal)
      for await (const event of client.taskEvents({ id: task.id }, { signal, after: task.seq })) {
        const before = stateOf(id)
        change(id, (turn) => takeEvent(turn, event, sentAt === undefined ? undefined : performance.now() - sentAt))
        if (before === stateOf(id)) publisher.request()
        else publisher.now()
      }
      fail(id, truncated())
    } catch (thrown) {
      fail(id, toFailure(thrown, resumed !== undefined))
    }
    publisher.now()
    // The server would stop by itself after a grace time; a slot is worth more than that.
    if (signal.aborted && task !== undefined) await client.cancelTask({ id: task.id }).catch(() => undefined)
    if (running === mine) running = undefined
  }

  async function start(id: number, options: SendOptions, signal: AbortSignal): Promise<TurnTask> {
    const messages = toMessages(leadingTo(thread, id))
    const task = { id: (await client.startTask({ ...options, messages }, { signal })).id, seq: 0 }
    change(id, (turn) => (isEnded(turn.answer) ? turn : { ...turn, task }))
    keeper?.changed()
    return task
  }

  function stateOf(id: number): string | undefined {
    return thread.turns.findLast((turn) => turn.id === id)?.answer.state
  }

  async function replace(id: number | undefined, content?: string, options?: SendOptions): Promise<void> {
    if (loading !== undefined) await loading
    stop()
    const turn = id === undefined ? store.get().turns.at(-1) : shown.get(id)
    if (turn === undefined) return
    // Where nothing came and nothing followed, there is nothing to go back to.
    if (isWordless(turn) && !thread.turns.some(({ parent }) => parent === turn.id)) thread = removeTurn(thread, turn.id)
    await ask(content ?? turn.content, options ?? turn.options, () => turn.parent)
  }

  function drop(left: Thread): void {
    thread = left
    const { id } = running ?? {}
    if (id !== undefined && stateOf(id) === undefined) {
      running?.stopper.abort()
      running = undefined
    }
    publisher.now()
  }

  function note(notice: ChatNotice, isThere: boolean): void {
    store.update((state) => {
      if (state.notices.includes(notice) === isThere) return state
      const others = state.notices.filter((other) => other !== notice)
      return { ...state, notices: isThere ? [...others, notice] : others }
    })
  }

  function restore(text: string | null): void {
    // Who cleared or closed the chat while it was read does not want it back.
    if (text === null || !isWanted) return
    const saved = parseTranscript(text)
    if (saved === null) return note('unreadable', true)
    thread = saved.thread
    lastId = thread.turns.at(-1)?.id ?? 0
    if (draft.get() === '') draft.set(saved.draft)
    store.update((state) => ({ ...state, leftOut: saved.leftOut }))
    const open = thread.turns.filter(({ answer }) => !isEnded(answer))
    const last = open.at(-1)
    for (const { id, task } of open) if (id !== last?.id || task === undefined) fail(id, reloaded())
    publisher.now()
    if (last?.task !== undefined) void run(last.id, last.options, last.task)
  }

  function keepIn(storage: TranscriptStorage): void {
    loading = undefined
    store.update((state) => ({ ...state, isLoading: false }))
    if (isClosed) return
    keeper = createKeeper({
      storage,
      encode: () => encode({ thread, draft: draft.get(), leftOut: store.get().leftOut }),
      onSaved: (isSaved) => note('not-saved', !isSaved),
    })
    draft.subscribe(() => {
      // A letter in the composer is no reason to replace what a newer version may be able to read.
      if (!store.get().notices.includes('unreadable')) keeper?.changed()
    })
    if (!isWanted) keeper.changed()
  }

  if (storage !== undefined) {
    const unreadable = (): void => note('unreadable', true)
    const text = attempt(() => storage.load(), unreadable)
    if (text === null || typeof text !== 'object') {
      restore(text ?? null)
      keepIn(storage)
    } else {
      store.update((state) => ({ ...state, isLoading: true }))
      loading = text.then(restore, unreadable).then(() => keepIn(storage))
    }
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    turn: (id) => shown.get(id),
    draft,
    send: (content, options) => ask(content, options, () => store.get().ids.at(-1) ?? 0),
    again: (id, options) => replace(id, undefined, options),
    edit: (id, content, options) => replace(id, content, options),
    show(id) {
      thread = showTurn(thread, id)
      publisher.now()
    },
    stop,
    remove: (id) => drop(removeTurn(thread, id)),
    clear() {
      isWanted = loading === undefined
      store.update((state) => ({ ...state, leftOut: 0, notices: [], latest: 0 }))
      drop(emptyThread)
    },
    close() {
      isClosed = true
      isWanted = false
      stop()
      keeper?.close()
      keeper = undefined
      publisher.cancel()
    },
  }
}

function isWordless({ answer }: Turn): boolean {
  return isEnded(answer) && answer.state !== 'finished' && answer.text === '' && answer.reasoning === ''
}

function attempt<T>(call: () => T, onFailure: () => void): T | undefined {
  try {
    return call()
  } catch {
    onFailure()
    return undefined
  }
}
