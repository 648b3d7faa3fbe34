import { type Thread, withPlaces } from './thread.js'
import type { Turn } from './turn.js'

/** What a merge has to know besides the two threads. */
export interface MergeOptions {
  /** Keys of turns that somebody removed, in either thread: they go, whoever has them. */
  readonly removed: ReadonlySet<string>
  /** Turns that are taken in get ids above it. */
  readonly lastId: number
  /** Tells which turns are written here: what the other thread says of them is older. */
  readonly isWrittenHere: (id: number) => boolean
}

/**
 * Takes the turns of another thread into one. Pure. A turn is known by its key: of what both have, the answer that got further is
 * kept; what only the other has comes after its parent there, or after the nearest one before it that is left. Ids, and what is
 * shown, stay as they are here; where nothing follows yet, the turns of the other are shown. Merging once more changes nothing.
 */
export function mergeThreads(mine: Thread, theirs: Thread, options: MergeOptions): Thread {
  const { removed, isWrittenHere } = options
  const others = new Map(theirs.turns.map((turn) => [turn.key, turn]))
  const turns = without(mine.turns, removed).map((turn) => {
    const other = others.get(turn.key)
    return other === undefined || isWrittenHere(turn.id) ? turn : further(turn, other)
  })
  const shownHere = withPlaces(turns, mine.shown).shown
  const ids = new Map(turns.map(({ key, id }) => [key, id]))
  const added = new Map<number, number>([[0, 0]])
  let lastId = options.lastId
  for (const turn of without(theirs.turns, removed)) {
    const known = ids.get(turn.key)
    const id = known ?? (lastId += 1)
    added.set(turn.id, id)
    if (known === undefined) turns.push({ ...turn, id, parent: added.get(turn.parent) ?? 0 })
  }
  const shown = new Map<number, number>()
  for (const [parent, child] of theirs.shown) {
    const [from, to] = [added.get(parent), added.get(child)]
    if (from !== undefined && to !== undefined) shown.set(from, to)
  }
  for (const [parent, child] of shownHere) shown.set(parent, child)
  const merged = withPlaces(turns, shown)
  return isSame(merged, mine) ? mine : merged
}

/** Leaves turns out; what followed them follows what they followed. */
function without(turns: readonly Turn[], removed: ReadonlySet<string>): Turn[] {
  const places = new Map<number, number>()
  return turns.flatMap((turn) => {
    const parent = places.get(turn.parent) ?? turn.parent
    if (removed.has(turn.key)) {
      places.set(turn.id, parent)
      return []
    }
    return [parent === turn.parent ? turn : { ...turn, parent }]
  })
}

function further(mine: Turn, theirs: Turn): Turn {
  if (distance(mine, theirs) >= 0) return mine
  const { id, parent, versions } = mine
  return { ...theirs, id, parent, versions }
}

function distance(a: Turn, b: Turn): number {
  const by = rank(a) - rank(b) || (a.task?.seq ?? 0) - (b.task?.seq ?? 0)
  return by || a.answer.text.length - b.answer.text.length || a.answer.reasoning.length - b.answer.reasoning.length
}

/** An answer that was given up after a reload may be going on in another tab; any other end is an end. */
function rank({ answer: { state, error }, task }: Turn): number {
  if (state === 'finished') return 5
  if (state === 'cancelled') return 4
  if (state === 'failed') return error?.details['reloaded'] === true ? 1 : 3
  return task === undefined ? 0 : 2
}

function isSame(a: Thread, b: Thread): boolean {
  return (
    a.turns.length === b.turns.length &&
    a.turns.every((turn, at) => turn === b.turns[at]) &&
    a.shown.size === b.shown.size &&
    [...a.shown].every(([parent, child]) => b.shown.get(parent) === child)
  )
}
