import { createStore, emptyAnswer, failAnswer, isEnded, type VenomError } from '@venom/core'

import type { ChatStore, ChatStoreOptions, TaskCalls } from './chat-contract.js'
import { reloaded, stopped, toFailure, truncated } from './chat-failure.js'
import { type ChatNotice, type ChatState, emptyChat, type RunningTurn, showNotice, showThread } from './chat-state.js'
import { mergeThreads } from './merge-threads.js'
import { toMessages } from './messages.js'
import { createPublisher } from './publisher.js'
import { addTurn, changeTurn, emptyThread, leadingTo, removeTurn, showTurn, type Thread } from './thread.js'
import { createEncoder, maxKeptDraft, parseTranscript } from './transcript-format.js'
import { createKeeper, type TranscriptKeeper } from './transcript-keeper.js'
import type { TranscriptStorage } from './transcript-storage.js'
import { isWordless, nothingSeen, type SendOptions, takeEvent, type Turn, turnKey, type TurnTask } from './turn.js'

interface Running extends RunningTurn {
  readonly stopper: AbortController
}

/**
 * Makes a chat, with what its storage kept. A lost connection is resumed by the client, so an answer goes on where it was; an
 * answer that was running when the page was reloaded is read on from the server, which keeps it for 10 s. Tabs that keep their
 * chat in one place share it: turns of all are merged, and what one tab asked the others read along. What is asked at one place in
 * two of them stands there as two versions.
 */
export function createChatStore(client: TaskCalls, { storage, ...limits }: ChatStoreOptions = {}): ChatStore {
  const store = createStore<ChatState>(emptyChat)
  const draft = createStore('')
  const encode = createEncoder(limits)
  // The truth; what readers see is at most a frame behind it.
  let thread: Thread = emptyThread
  let shown = new Map<number, Turn>()
  // What readers and the storage know of it; another thread is to be saved.
  let known = thread
  let removed: ReadonlySet<string> = new Set()
  let running: Running | undefined
  // Answers that another tab asked for, by the turn.
  const followed = new Map<number, Running>()
  let lastId = 0
  let keeper: TranscriptKeeper | undefined
  let loading: Promise<void> | undefined
  let loaded: string | null = null
  let isRead = true
  let isWanted = true
  let isClosed = false

  const publisher = createPublisher(() => {
    const state = showThread(store.get(), thread, running ?? followed.values().next().value)
    shown = new Map(state.turns.map((turn) => [turn.id, turn]))
    store.set(state)
    keep()
  })

  function keep(): void {
    if (thread !== known) keeper?.changed()
    known = thread
  }

  function change(id: number, by: (turn: Turn) => Turn): void {
    thread = changeTurn(thread, id, by)
  }

  function fail(id: number, error: VenomError): void {
    change(id, (turn) => {
      if (turn.task === undefined && isEnded(turn.answer)) return turn
      const { task: _over, ...rest } = turn
      return { ...rest, answer: failAnswer(turn.answer, error) }
    })
  }

  function stop(those: Iterable<Running> = running === undefined ? [] : [running]): void {
    for (const { id, stopper } of those) {
      stopper.abort()
      fail(id, stopped())
      publisher.now()
    }
  }

  async function ask(content: string, options: SendOptions, parent: () => number): Promise<void> {
    if (loading !== undefined) await loading
    stop()
    note('unreadable', false)
    const id = (lastId += 1)
    thread = addTurn(thread, {
      id,
      key: turnKey(),
      parent: parent(),
      content,
      options,
      answer: emptyAnswer,
      seen: nothingSeen,
    })
    await run(id, options)
  }

  async function run(id: number, options: SendOptions, resumed?: TurnTask, isForeign = false): Promise<void> {
    const sentAt = resumed === undefined ? performance.now() : undefined
    const mine = { id, sentAt, stopper: new AbortController() }
    const { signal } = mine.stopper
    let task = resumed
    if (isForeign) followed.set(id, mine)
    else running = mine
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
    followed.delete(id)
    publisher.now()
    // The server would stop by itself after a grace time; a slot is worth more than that.
    if (signal.aborted && !(isForeign && isClosed) && task !== undefined)
      await client.cancelTask({ id: task.id }).catch(() => undefined)
    if (running === mine) running = undefined
  }

  async function start(id: number, options: SendOptions, signal: AbortSignal): Promise<TurnTask> {
    const messages = toMessages(leadingTo(thread, id))
    const task = { id: (await client.startTask({ ...options, messages }, { signal })).id, seq: 0 }
    change(id, (turn) => (isEnded(turn.answer) ? turn : { ...turn, task }))
    keep()
    return task
  }

  function stateOf(id: number): string | undefined {
    return thread.turns.findLast((turn) => turn.id === id)?.answer.state
  }

  async function replace(id: number | undefined, content?: string, options?: SendOptions): Promise<void> {
    if (loading !== undefined) await loading
    const asked = id ?? store.get().ids.at(-1)
    if (asked === undefined || !shown.has(asked)) return
    stop()
    const turn = shown.get(asked)
    if (turn === undefined) return
    // Where nothing came and nothing followed, there is nothing to go back to.
    if (isWordless(turn) && !thread.turns.some(({ parent }) => parent === turn.id)) leave(removeTurn(thread, turn.id))
    await ask(content ?? turn.content, options ?? turn.options, () => turn.parent)
  }

  /** Goes on with what is left after a removal. No tab brings the rest back. */
  function leave(left: Thread): void {
    const keys = new Set(left.turns.map(({ key }) => key))
    removed = new Set([...removed, ...thread.turns.map(({ key }) => key).filter((key) => !keys.has(key))])
    thread = left
  }

  /** Ends what is read for turns that are gone. */
  function publishLeft(): void {
    for (const one of [running, ...followed.values()]) {
      if (one === undefined || stateOf(one.id) !== undefined) continue
      one.stopper.abort()
      followed.delete(one.id)
      if (one === running) running = undefined
    }
    publisher.now()
  }

  function drop(left: Thread): void {
    leave(left)
    publishLeft()
  }

  const note = (notice: ChatNotice, isThere: boolean): void =>
    store.update((state) => showNotice(state, notice, isThere))
  const noteDraft = (): void => note('draft-cut', draft.get().length >= maxKeptDraft)
  const noteUnread = (): void => note(storage?.setAside === undefined ? 'unreadable' : 'set-aside', true)

  function restore(text: string | null): void {
    loaded = text
    if (text === null || isClosed) return
    const saved = parseTranscript(text)
    isRead = saved !== null
    if (saved === null) return isWanted ? noteUnread() : undefined
    removed = saved.removed
    thread = saved.thread
    lastId = thread.turns.at(-1)?.id ?? 0
    // Who cleared the chat while it was read does not want it back.
    if (!isWanted) return leave(emptyThread)
    known = thread
    if (draft.get() === '') draft.set(saved.draft)
    store.update((state) => ({ ...state, leftOut: saved.leftOut }))
    for (const { id, answer, task } of thread.turns) if (!isEnded(answer) && task === undefined) fail(id, reloaded())
    const last = thread.turns.findLast(({ answer }) => !isEnded(answer))
    publisher.now()
    if (last?.task?.left === true) void run(last.id, last.options, last.task)
    follow()
  }

  /** Reads along what another tab, or a page that is gone without a word, asked for. */
  function follow(): void {
    if (isClosed) return
    for (const { id, options, answer, task } of thread.turns) {
      if (isEnded(answer) || task === undefined || id === running?.id || followed.has(id)) continue
      void run(id, options, task, true)
    }
  }

  function takeIn(text: string): boolean {
    const saved = parseTranscript(text)
    if (saved === null) noteUnread()
    if (saved === null || keeper === undefined) return saved !== null
    keep()
    removed = new Set([...saved.removed, ...removed])
    thread = mergeThreads(thread, saved.thread, { removed, lastId, isWrittenHere: (id) => id === running?.id })
    lastId = Math.max(lastId, thread.turns.at(-1)?.id ?? 0)
    store.update((state) => ({ ...state, leftOut: Math.min(state.leftOut, saved.leftOut) }))
    // It stands there already: who saves what was just read answers for ever.
    known = thread
    publishLeft()
    follow()
    return true
  }

  function keepIn(storage: TranscriptStorage): void {
    loading = undefined
    store.update((state) => ({ ...state, isLoading: false }))
    if (isClosed) return
    keeper = createKeeper({
      storage,
      known: loaded,
      isRead,
      encode: () => encode({ thread, removed, draft: draft.get(), leftOut: store.get().leftOut }),
      takeIn,
      onLeave() {
        if (running !== undefined)
          change(running.id, (turn) => (turn.task ? { ...turn, task: { ...turn.task, left: true } } : turn))
        keep()
      },
      onSaved: (isSaved) => note('not-saved', !isSaved),
    })
    draft.subscribe(() => {
      noteDraft()
      const { notices, ids } = store.get()
      // A letter in the composer is no reason to replace what a newer version may be able to read.
      if (!notices.includes('unreadable') && (ids.length > 0 || !notices.includes('set-aside'))) keeper?.changed()
    })
    noteDraft()
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
    initial: () => emptyChat,
    turn: (id) => shown.get(id),
    draft: { ...draft, initial: () => '' },
    send: (content, options) => ask(content, options, () => store.get().ids.at(-1) ?? 0),
    again: (id, options) => replace(id, undefined, options),
    edit: (id, content, options) => replace(id, content, options),
    show(id) {
      thread = showTurn(thread, id)
      publisher.now()
    },
    stop: () => stop([...(running === undefined ? [] : [running]), ...followed.values()]),
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
      for (const { stopper } of followed.values()) stopper.abort()
      keeper?.close()
      keeper = undefined
      publisher.cancel()
    },
  }
}

function attempt<T>(call: () => T, onFailure: () => void): T | undefined {
  try {
    return call()
  } catch {
    onFailure()
    return undefined
  }
}
