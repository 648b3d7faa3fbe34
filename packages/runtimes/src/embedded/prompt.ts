import { VenomError } from '@venom/core'
import type { ChatHistoryItem, LlamaText, Token } from 'node-llama-cpp'

import { excerpt } from '../adapter/failure.js'
import type { ThoughtMarks } from './channels.js'
import type { LoadedModel } from './context.js'
import { overflow } from './failure.js'

/** A conversation as the model reads it, and how its answer is read. */
export interface Prompt {
  readonly tokens: readonly Token[]
  /** Special tokens that end the answer, beside the model's own ends. */
  readonly stopTokens: ReadonlySet<Token>
  /** Texts of the template that end the answer. */
  readonly stopTexts: readonly string[]
  /** Null: the model's template knows no reasoning. */
  readonly thought: ThoughtMarks | null
  /** The prompt ends inside of the reasoning. */
  readonly isThinking: boolean
  /** Single tokens of the marks around reasoning, which have no text of their own. */
  readonly visible: ReadonlyMap<Token, string>
}

/** No token of any vocabulary stands for more characters than this. */
const maxTokenLength = 256

/** Characters that are counted in one go: some milliseconds. A shorter conversation is not counted twice. */
const sliceLength = 16_384

/** A slice that begins or ends within a word has at most so many tokens more than its part of the whole. */
const cutTokens = 8

/** Windows that a conversation is counted for, so that a person hears how much is too much. What is longer is not counted. */
const countedWindows = 4

/**
 * Refuses what cannot fit before anything is made of it: to write and to count megabytes in one go would hold up everything else in
 * this process. Counts slice by slice, with a turn of the loop between two.
 * @throws {VenomError} `chat.context_overflow`, and what `check` throws, which is asked at every turn.
 */
export async function refuseHuge(
  { model, windowTokens }: Pick<LoadedModel, 'model' | 'windowTokens'>,
  history: readonly ChatHistoryItem[],
  check: () => void,
): Promise<void> {
  const texts = history.flatMap(textsOf)
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (history.length > windowTokens || length > windowTokens * maxTokenLength) throw overflow(null, windowTokens)
  if (length <= sliceLength) return
  let tokens = 0
  for (const text of texts) {
    for (let start = 0; start < text.length; start += sliceLength) {
      check()
      tokens += Math.max(0, model.tokenize(text.slice(start, start + sliceLength), false).length - cutTokens)
      if (tokens > windowTokens * countedWindows) throw overflow(null, windowTokens)
      await new Promise(setImmediate)
    }
  }
  if (tokens > windowTokens) throw overflow(tokens, windowTokens, 'at least ')
}

function textsOf(item: ChatHistoryItem): readonly string[] {
  const parts: readonly unknown[] = item.type === 'model' ? item.response : [item.text]
  return parts.filter((part) => typeof part === 'string')
}

/**
 * Writes a conversation with the model's template. No token of the conversation's own text is special, whatever it says.
 * @throws {VenomError} `runtime.rejected` with the template's words when it refuses the order of the messages.
 */
export function renderPrompt(loaded: LoadedModel, history: readonly ChatHistoryItem[]): Prompt {
  const { library, model, wrapper } = loaded
  const { contextText, stopGenerationTriggers } = render(loaded, history)
  const triggers = stopGenerationTriggers.map((trigger) => ({
    text: trigger.toString(),
    first: trigger.tokenize(model.tokenizer)[0],
  }))
  const segment = wrapper.settings.segments?.thought
  const prefix = segment === undefined ? '' : textOf(segment.prefix)
  const open = library.LlamaText(prefix).toString().trim()
  const close = library
    .LlamaText(segment?.suffix ?? '')
    .toString()
    .trim()
  const thought = close === '' ? null : { open, close }

  // A last message of the assistant is continued where it stands, outside of the reasoning.
  const last = history.at(-1)
  const isFresh = last?.type === 'model' && last.response.length === 0
  const endsOpen = open !== '' && contextText.toString().trimEnd().endsWith(open)
  const mustOpen = isFresh && !endsOpen && open !== '' && segment?.openOnResponseStart === true
  const whole = mustOpen ? library.LlamaText([contextText, prefix]) : contextText
  // Without a mark that opens it, the answer begins with reasoning.
  const isThinking = isFresh && (open === '' || endsOpen || mustOpen)

  return {
    tokens: whole.tokenize(model.tokenizer),
    stopTokens: new Set(triggers.flatMap(({ first }) => (isSpecial(first) ? [first] : []))),
    stopTexts: triggers.flatMap(({ first, text }) => (isSpecial(first) ? [] : [text])),
    thought,
    isThinking: thought !== null && isThinking,
    visible: new Map(thought === null ? [] : [open, close].flatMap(toMark)),
  }

  function isSpecial(token: Token | undefined): token is Token {
    return token !== undefined && model.isSpecialToken(token)
  }

  function toMark(mark: string): [Token, string][] {
    const [token, ...more] = model.tokenize(mark, true)
    return token === undefined || more.length > 0 ? [] : [[token, mark]]
  }
}

function render({ wrapper }: LoadedModel, chatHistory: readonly ChatHistoryItem[]) {
  try {
    return wrapper.generateContextState({ chatHistory })
  } catch (cause) {
    const words = excerpt(cause instanceof Error ? cause.message : String(cause)).slice(0, 300)
    const message = `The model's chat template refuses this conversation: ${words}. Change the order or the roles of the messages.`
    throw new VenomError('runtime.rejected', message, { cause })
  }
}

function textOf(prefix: string | LlamaText | { type: 'openedOnStart' }): string | LlamaText {
  if (typeof prefix === 'string') return prefix
  return 'type' in prefix ? '' : prefix
}
