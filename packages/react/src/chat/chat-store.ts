import {
  type Answer,
  type ChatEvent,
  createStore,
  emptyAnswer,
  failAnswer,
  isEnded,
  type Message,
  reduceAnswer,
  type Values,
  VenomError,
} from '@venom/core'
import type { RuntimesClient } from '@venom/runtimes/client'

import type { ReadableStore } from '../use-store.js'

/** What is asked, and of which model. */
export interface SendOptions {
  /** Address of the model: its name, or `<runtime id>/<name>`. */
  readonly model: string
  /** Set for this turn only, above what was saved for the model. */
  readonly generation_params?: Values
}

/** A question with its answer, as far as it is there. */
export interface Turn {
  /** Unique in its chat, ascending. */
  readonly id: number
  readonly content: string
  readonly options: SendOptions
  readonly answer: Answer
}

/** A chat as a component shows it. */
export interface ChatState {
  readonly turns: readonly Turn[]
  readonly isAnswering: boolean
}

/** A chat: one writer, read by any number of components. How a turn ended stands in its answer; nothing is thrown for it. */
export interface ChatStore extends ReadableStore<ChatState> {
  /** Asks. A running answer is stopped first. Settles when the answer has ended, well or badly. */
  send(content: string, options: SendOptions): Promise<void>
  /** Asks the last question once more, in place of its answer. Without a turn nothing happens. */
  again(): Promise<void>
  /** Ends the running answer on the server, keeping its text. */
  stop(): void
}

/** What a chat needs of the server. */
export type TaskCalls = Pick<RuntimesClient, 'startTask' | 'taskEvents' | 'cancelTask'>

/** Makes an empty chat. A lost connection is resumed by the client, so an answer goes on where it was. */
export function createChatStore(client: TaskCalls): ChatStore {
  const store = createStore<ChatState>({ turns: [], isAnswering: false })
  let running: AbortController | null = null
  let lastId = 0

  async function ask(turn: Turn): Promise<void> {
    running?.abort()
    const stopper = new AbortController()
    running = stopper
    const fold = (change: (answer: Answer) => Answer): void => {
      store.update((state) => withAnswer(state, turn.id, change))
    }
    store.update(({ turns }) => ({ turns: [...turns.filter(({ id }) => id < turn.id), turn], isAnswering: true }))
    const before = store.get().turns.slice(0, -1)
    try {
      for await (const event of answer(client, [...before, turn], turn.options, stopper.signal)) {
        fold((current) => reduceAnswer(current, event))
      }
    } catch (thrown) {
      fold((current) => failAnswer(current, toError(thrown)))
    }
    if (running !== stopper) return
    running = null
    store.update((state) => ({ ...state, isAnswering: false }))
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    send: (content, options) => ask({ id: (lastId += 1), content, options, answer: emptyAnswer }),
    async again() {
      const last = store.get().turns.at(-1)
      if (last !== undefined) await ask({ ...last, answer: emptyAnswer })
    },
    stop: () => running?.abort(),
  }
}

async function* answer(
  client: TaskCalls,
  turns: readonly Turn[],
  options: SendOptions,
  signal: AbortSignal,
): AsyncGenerator<ChatEvent, void> {
  const { id } = await client.startTask({ ...options, messages: toMessages(turns) }, { signal })
  try {
    for await (const { event } of client.taskEvents({ id }, { signal })) yield event
  } finally {
    // The server would stop by itself after a grace time; a slot is worth more than that.
    if (signal.aborted) await client.cancelTask({ id }).catch(() => undefined)
  }
}

/** The conversation so far. An answer that broke off counts with the text it has; one without text does not count. */
function toMessages(turns: readonly Turn[]): readonly Message[] {
  return turns.flatMap(({ content, answer }): Message[] => {
    const question: Message = { role: 'user', content }
    return answer.text === '' ? [question] : [question, { role: 'assistant', content: answer.text }]
  })
}

function withAnswer(state: ChatState, id: number, change: (answer: Answer) => Answer): ChatState {
  const turns = state.turns.map((turn) => {
    if (turn.id !== id || isEnded(turn.answer)) return turn
    return { ...turn, answer: change(turn.answer) }
  })
  return { ...state, turns }
}

function toError(thrown: unknown): VenomError {
  if (VenomError.is(thrown)) return thrown
  return new VenomError('server.internal', 'The answer failed.', { cause: thrown })
}
