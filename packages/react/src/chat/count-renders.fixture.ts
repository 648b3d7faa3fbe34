/** The part of React's internal tree that counting needs. */
interface Fiber {
  readonly tag: number
  readonly flags: number
  readonly type: unknown
  readonly child: Fiber | null
  readonly sibling: Fiber | null
  readonly alternate: Fiber | null
}

const counts = new Map<string, number>()
/** Function components, plain or memoised. */
const componentTags = new Set([0, 11, 14, 15])
/** React's mark for a component whose function ran. */
const performedWork = 1

// What React's developer tools use. It has to be there before React is.
Object.assign(globalThis, {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
    onCommitFiberRoot: (_id: number, root: { readonly current: Fiber }) => walk(root.current),
  },
})

/** Counts, by name, the components that rendered since it was last asked. Import it before React. */
export function takeRenders(): Readonly<Record<string, number>> {
  const taken = Object.fromEntries(counts)
  counts.clear()
  return taken
}

function walk(fiber: Fiber): void {
  if (componentTags.has(fiber.tag) && (fiber.flags & performedWork) !== 0) {
    const name = nameOf(fiber.type)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  // Children that are the very same as before were not even looked at.
  if (fiber.alternate !== null && fiber.child === fiber.alternate.child) return
  for (let child = fiber.child; child !== null; child = child.sibling) walk(child)
}

function nameOf(type: unknown): string {
  if (typeof type === 'function') return type.name
  return typeof type === 'object' && type !== null && 'type' in type ? nameOf(type.type) : 'unknown'
}
