import { readAnswer, readValues, toAnswerJson } from './answer-format.js'
import { list, maybe, numbers, record, text, whole } from './read-json.js'
import { emptyThread, type Thread, withPlaces } from './thread.js'
import { trimThread } from './trim-thread.js'
import type { SendOptions, Turn, TurnTask } from './turn.js'

const format = 'venom-chat'
const version = 1
/** Five times as many as turns are kept: a tab that was not looked at for longer may bring the oldest back. */
const maxRemoved = 1_000

/** How much of a draft is kept, in UTF-16 units: its beginning. */
export const maxKeptDraft = 200_000

/** A chat as it is kept. */
export interface SavedTranscript {
  readonly thread: Thread
  /** Keys of turns that were removed, oldest first. The last 1,000 are kept. */
  readonly removed: ReadonlySet<string>
  /** What stands in the composer; of one longer than `maxKeptDraft` its beginning. */
  readonly draft: string
  /** Turns that did not fit. */
  readonly leftOut: number
}

/** How much of a chat is kept. */
export interface TranscriptLimits {
  /** Default: 200. Other versions of a turn count. */
  readonly maxTurns?: number
  /** Length of the text, in UTF-16 units as browsers count them. Default: 2,000,000. */
  readonly maxLength?: number
}

/**
 * Makes what writes a chat as text. A turn that did not change since the last time is not written again. What does not fit is
 * left out: branches that are not shown first, then the beginning.
 */
export function createEncoder({ maxTurns = 200, maxLength = 2_000_000 }: TranscriptLimits = {}): (
  saved: SavedTranscript,
) => string {
  const written = new WeakMap<Turn, string>()

  function write(turn: Turn): string {
    const known = written.get(turn)
    if (known !== undefined) return known
    const { versions: _derived, ...rest } = turn
    const json = JSON.stringify({ ...rest, answer: toAnswerJson(turn.answer) })
    written.set(turn, json)
    return json
  }

  return ({ thread, removed, draft, leftOut }) => {
    const { turns, shown } = trimThread(thread, { maxTurns, maxSize: maxLength, sizeOf: (turn) => write(turn).length })
    const head = JSON.stringify({
      format,
      version,
      left_out: leftOut + thread.turns.length - turns.length,
      draft: cutDraft(draft),
      shown: [...shown],
      removed: [...removed].slice(-maxRemoved),
    })
    return `${head.slice(0, -1)},"turns":[${turns.map(write).join(',')}]}`
  }
}

/** Reads what an encoder wrote. Anything else is null; nothing is thrown. */
export function parseTranscript(json: string): SavedTranscript | null {
  try {
    const from = record(JSON.parse(json))
    if (from['format'] !== format || from['version'] !== version) return null
    return {
      thread: readThread(from['turns'], from['shown']),
      removed: new Set(maybe(from['removed'], (keys) => list(keys, text))),
      draft: cutDraft(text(from['draft'])),
      leftOut: whole(from['left_out']),
    }
  } catch {
    return null
  }
}

/** Never between the halves of a surrogate pair. */
function cutDraft(draft: string): string {
  return draft.length <= maxKeptDraft ? draft : draft.slice(0, maxKeptDraft).replace(/[\uD800-\uDBFF]$/, '')
}

function readThread(turnsJson: unknown, shownJson: unknown): Thread {
  const read = list(turnsJson, readTurn)
  const ids = new Set([0])
  for (const [index, { id, parent }] of read.entries()) {
    if (id <= (read[index - 1]?.id ?? 0) || !ids.has(parent)) throw new TypeError('No tree.')
    ids.add(id)
  }
  if (new Set(read.map(({ key }) => key)).size < read.length) throw new TypeError('Two turns of one key.')
  if (read.length === 0) return emptyThread
  const shown = list(shownJson, (pair) => list(pair, whole))
  const pairs = shown.flatMap(([parent, id]): [number, number][] =>
    parent !== undefined && id !== undefined ? [[parent, id]] : [],
  )
  return withPlaces(read, new Map(pairs))
}

function readTurn(json: unknown): Turn {
  const from = record(json)
  const id = whole(from['id'])
  const task = maybe(from['task'], readTask)
  return {
    id,
    // Chats of before had no keys; all tabs give them the same.
    key: maybe(from['key'], text) ?? `${id}`,
    versions: [],
    parent: whole(from['parent']),
    content: text(from['content']),
    options: readOptions(from['options']),
    answer: readAnswer(from['answer']),
    seen: {
      ...numbers(from['seen'], ['first', 'text', 'last'] as const),
      pieces: whole(record(from['seen'])['pieces']),
    },
    ...(task !== undefined && { task }),
  }
}

function readOptions(json: unknown): SendOptions {
  const from = record(json)
  const values = maybe(from['generation_params'], readValues)
  return { model: text(from['model']), ...(values !== undefined && { generation_params: values }) }
}

function readTask(json: unknown): TurnTask {
  const from = record(json)
  return { id: text(from['id']), seq: whole(from['seq']), ...(from['left'] === true && { left: true }) }
}
