import type { CallOptions, Health, OpenOptions, RuntimeKind } from '@venom/core'

/** What answers at an address, as far as a list of kinds can tell. */
export interface Identified {
  /** The kind that knows it; null where none does. */
  readonly kind: RuntimeKind | null
  /** What that kind says of it, or the one that came closest. */
  readonly health: Health
}

// The further to the left, the surer it is that the kind is the right one.
const sureness: readonly Health['state'][] = ['ready', 'starting', 'refused', 'not-installed', 'foreign', 'unreachable']
const known: ReadonlySet<Health['state']> = new Set(['ready', 'starting', 'refused'])

/**
 * Asks every kind, all at once, whether it knows the server at an address. Of several that do, the surest counts, then the first of
 * the list. Takes up to 2 s; an abort ends the questions, and then none knows it.
 * @throws {VenomError} `runtime.bad_url` when the address cannot be one.
 */
export async function identify(
  kinds: readonly RuntimeKind[],
  options: OpenOptions,
  call: CallOptions = {},
): Promise<Identified> {
  const asked = await Promise.all(
    kinds.map(async (kind): Promise<Required<Identified>> => ({ kind, health: await ask(kind, options, call) })),
  )
  const [best] = asked.toSorted((a, b) => sureness.indexOf(a.health.state) - sureness.indexOf(b.health.state))
  if (best === undefined) return { kind: null, health: nobody }
  return known.has(best.health.state) ? best : { ...best, kind: null }
}

const nobody: Health = { state: 'unreachable', code: 'runtime.unknown', hint: 'There is no kind of runtime to ask as.' }

async function ask(kind: RuntimeKind, options: OpenOptions, call: CallOptions): Promise<Health> {
  const runtime = kind.open(options)
  try {
    return await runtime.health(call)
  } finally {
    await runtime.close()
  }
}
