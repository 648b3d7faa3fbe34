import { pathOf, type Thread, withPlaces } from './thread.js'
import type { Turn } from './turn.js'

/** What a thread may hold. */
export interface ThreadLimits {
  readonly maxTurns: number
  readonly maxSize: number
  /** Size of one turn, in the unit of `maxSize`. */
  readonly sizeOf: (turn: Turn) => number
}

/**
 * Makes a thread smaller until it fits: first the branches that are not shown go, the oldest first, then the beginning. One walk,
 * however long it is: a chat is saved every second while it grows.
 */
export function trimThread(thread: Thread, { maxTurns, maxSize, sizeOf }: ThreadLimits): Thread {
  const { turns, shown } = thread
  const gone = new Set<number>()
  let size = turns.reduce((sum, turn) => sum + sizeOf(turn), 0)
  const fits = (): boolean => turns.length - gone.size <= maxTurns && size <= maxSize
  const drop = (turn: Turn): void => {
    gone.add(turn.id)
    size -= sizeOf(turn)
  }
  if (fits()) return thread

  const path = pathOf(thread)
  const onPath = new Set(path.map(({ id }) => id))
  const children = Map.groupBy(turns, ({ parent }) => parent)
  for (const turn of turns) {
    if (fits()) return left()
    if (!onPath.has(turn.id) && !gone.has(turn.id)) dropBranch(turn)
  }
  for (const turn of path) {
    if (fits()) break
    drop(turn)
  }
  return left()

  function dropBranch(root: Turn): void {
    const open = [root]
    for (let turn = open.pop(); turn !== undefined; turn = open.pop()) {
      drop(turn)
      open.push(...(children.get(turn.id) ?? []))
    }
  }

  function left(): Thread {
    const first = path.find(({ id }) => !gone.has(id))
    const kept = turns.filter(({ id }) => !gone.has(id))
    if (first === undefined || first === path[0]) return withPlaces(kept, shown)
    // Only the end of the path is left, and begins the thread.
    return withPlaces(
      kept.map((turn) => (turn === first ? { ...turn, parent: 0 } : turn)),
      new Map(shown).set(0, first.id),
    )
  }
}
