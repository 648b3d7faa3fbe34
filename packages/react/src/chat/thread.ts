import type { Turn } from './turn.js'

/** All turns of a chat: a tree, of which one path is shown. What Again and Edit leave behind stays in it. */
export interface Thread {
  /** Ascending by id, so a parent stands before its children. */
  readonly turns: readonly Turn[]
  /** Of each parent, the child that is shown. */
  readonly shown: ReadonlyMap<number, number>
}

/** A chat before its first question. */
export const emptyThread: Thread = { turns: [], shown: new Map() }

/** The turns that are shown, first to last. */
export function pathOf({ turns, shown }: Thread): readonly Turn[] {
  const path: Turn[] = []
  let parent = 0
  // Parents come first, so one walk finds the whole path.
  for (const turn of turns) {
    if (turn.parent !== parent || turn.id !== (shown.get(parent) ?? turn.versions.at(-1))) continue
    path.push(turn)
    parent = turn.id
  }
  return path
}

/** The turns that lead to one, itself last. Empty where it is unknown. */
export function leadingTo({ turns }: Thread, id: number): readonly Turn[] {
  const path: Turn[] = []
  let wanted = id
  for (const turn of turns.toReversed()) {
    if (turn.id !== wanted) continue
    path.unshift(turn)
    wanted = turn.parent
  }
  return path
}

/** Puts a new turn at its place and shows it. Its id must be above all others. */
export function addTurn({ turns, shown }: Thread, turn: Omit<Turn, 'versions'>): Thread {
  const versions = [...turns.filter(({ parent }) => parent === turn.parent).map(({ id }) => id), turn.id]
  return {
    turns: [...withVersions(turns, turn.parent, versions), { ...turn, versions }],
    shown: new Map(shown).set(turn.parent, turn.id),
  }
}

/** Changes one turn. One that is unknown changes nothing. */
export function changeTurn(thread: Thread, id: number, change: (turn: Turn) => Turn): Thread {
  const at = thread.turns.findLastIndex((turn) => turn.id === id)
  const turn = thread.turns[at]
  if (turn === undefined) return thread
  const changed = change(turn)
  return changed === turn ? thread : { ...thread, turns: thread.turns.with(at, changed) }
}

/** Shows one version of a turn, with the turns that followed it. */
export function showTurn(thread: Thread, id: number): Thread {
  const turn = thread.turns.find((one) => one.id === id)
  if (turn === undefined) return thread
  return { ...thread, shown: new Map(thread.shown).set(turn.parent, id) }
}

/** Takes a turn out, and all that follow it. Another version of it is shown, if there is one. */
export function removeTurn({ turns, shown }: Thread, id: number): Thread {
  const gone = new Set<number>()
  for (const turn of turns) if (turn.id === id || gone.has(turn.parent)) gone.add(turn.id)
  const removed = turns.find((turn) => turn.id === id)
  if (removed === undefined) return { turns, shown }
  const { parent } = removed
  const versions = removed.versions.filter((other) => other !== id)
  const next = new Map([...shown].filter(([from, to]) => !gone.has(from) && !gone.has(to)))
  const neighbour = versions.findLast((other) => other < id) ?? versions[0]
  if (shown.get(parent) === id && neighbour !== undefined) next.set(parent, neighbour)
  const left = turns.filter((turn) => !gone.has(turn.id))
  return { turns: withVersions(left, parent, versions), shown: next }
}

/** The thread of turns in ascending order: which are versions of one another is found out, and what is shown and not there goes. */
export function withPlaces(turns: readonly Turn[], shown: ReadonlyMap<number, number>): Thread {
  const places = new Map<number, number[]>()
  for (const { id, parent } of turns) places.set(parent, [...(places.get(parent) ?? []), id])
  return {
    turns: turns.map((turn) => {
      const versions = places.get(turn.parent) ?? []
      const isSame = versions.length === turn.versions.length && versions.every((id, at) => id === turn.versions[at])
      return isSame ? turn : { ...turn, versions }
    }),
    shown: new Map([...shown].filter(([parent, id]) => places.get(parent)?.includes(id))),
  }
}

function withVersions(turns: readonly Turn[], parent: number, versions: readonly number[]): readonly Turn[] {
  return turns.map((turn) => (turn.parent === parent ? { ...turn, versions } : turn))
}
