/** Says to the other tabs of this browser what this one needs. */
export interface Holder {
  /** Holds these names, and lets go of all others. */
  readonly hold: (names: readonly string[]) => void
  /** What any tab holds. Undefined: this browser does not say, as over plain http from another machine. */
  readonly held: () => Promise<ReadonlySet<string> | undefined>
}

/** Makes a holder of shared locks, which end with the tab, however that ends. */
export function createHolder(): Holder {
  const locks = 'locks' in navigator ? navigator.locks : undefined
  const holding = new Map<string, () => void>()

  function take(name: string): void {
    const { promise, resolve } = Promise.withResolvers<void>()
    holding.set(name, resolve)
    // Nothing is lost where a lock is refused: the chat is then protected by its age alone.
    locks?.request(name, { mode: 'shared' }, () => promise).catch(() => undefined)
  }

  return {
    hold(names) {
      for (const [name, end] of holding) {
        if (names.includes(name)) continue
        end()
        holding.delete(name)
      }
      for (const name of names) if (!holding.has(name)) take(name)
    },
    async held() {
      const found = await locks?.query()
      return found && new Set(found.held?.flatMap(({ name }) => name ?? []))
    },
  }
}
