import { type Answer, type ChatEvent, isEnded, reduceAnswer, type Sequenced, type Values } from '@venom/core'

/** What is asked, and of which model. */
export interface SendOptions {
  /** Address of the model: its name, or `<runtime id>/<name>`. */
  readonly model: string
  /** Set for this turn only, above what was saved for the model. */
  readonly generation_params?: Values
}

/**
 * What this page saw of an answer, in milliseconds from sending by its own clock. It holds the way through the host's server,
 * which the timings of the answer do not. Absent: not yet, or before a reload.
 */
export interface Seen {
  /** The first piece of text or of thinking. */
  readonly first?: number
  /** The first piece of text. */
  readonly text?: number
  /** The last piece so far. */
  readonly last?: number
  /** Pieces so far: about as many as tokens, whose exact number a server says at the end. */
  readonly pieces: number
}

/** Where a running answer can be read on after a reload. */
export interface TurnTask {
  readonly id: string
  /** Number of the last event that was read. */
  readonly seq: number
  /** The page that wrote it was left: the next page that reads it goes on as if it had asked itself. */
  readonly left?: true
}

/** A question with its answer, as far as it is there. The same object until something of it changes. */
export interface Turn {
  /** Unique in its chat, ascending, from 1. */
  readonly id: number
  /** The same in all tabs and at all times, where ids may differ. */
  readonly key: string
  /** The turn before it; 0 for the first. */
  readonly parent: number
  readonly content: string
  readonly options: SendOptions
  readonly answer: Answer
  readonly seen: Seen
  /** Ids of all that was asked at this place, itself among them, oldest first: what Again and Edit made. */
  readonly versions: readonly number[]
  /** There while the server may still be answering. */
  readonly task?: TurnTask
}

/** What this page has seen before anything came. */
export const nothingSeen: Seen = { pieces: 0 }

/** A key that no other turn has. */
export function turnKey(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
}

/** Whether its answer ended badly before the first word. */
export function isWordless({ answer }: Turn): boolean {
  return isEnded(answer) && answer.state !== 'finished' && answer.text === '' && answer.reasoning === ''
}

/**
 * Folds one event into a turn. Pure.
 *
 * @param atMs Milliseconds since sending; undefined where this page did not send it.
 */
export function takeEvent(turn: Turn, { seq, event }: Sequenced<ChatEvent>, atMs: number | undefined): Turn {
  // Another tab may have read, and kept, more of it already.
  if (isEnded(turn.answer) || seq <= (turn.task?.seq ?? 0)) return turn
  const answer = reduceAnswer(turn.answer, event)
  const { task, ...rest } = turn
  return {
    ...rest,
    answer,
    seen: see(turn.seen, event, atMs),
    ...(task !== undefined && !isEnded(answer) && { task: { id: task.id, seq } }),
  }
}

function see(seen: Seen, event: ChatEvent, atMs: number | undefined): Seen {
  if (event.type !== 'text-delta' && event.type !== 'reasoning-delta') return seen
  const pieces = seen.pieces + 1
  if (atMs === undefined) {
    const { last: _gone, ...kept } = seen
    return { ...kept, pieces }
  }
  return {
    first: atMs,
    ...(event.type === 'text-delta' && { text: atMs }),
    ...seen,
    last: atMs,
    pieces,
  }
}
