import type { CallOptions, ErrorCode, Health, OpenOptions, RuntimeKind } from '@venom/core'

/** What answers at an address, as far as a list of kinds can tell. */
export interface Identified {
  /** The kind that knows it; null where none does. */
  readonly kind: RuntimeKind | null
  /** What that kind says of it, or the one that came closest. */
  readonly health: Health
}

/**
 * The further to the left, the surer it is that the kind is the right one. A code counts before its state: it says more than that a
 * key is wanted, or than that nobody is there.
 */
const sureness: readonly (Health['state'] | ErrorCode)[] = [
  'ready',
  'starting',
  'runtime.rejected',
  'refused',
  'not-installed',
  'runtime.failed',
  // It took the question, which a server of another kind refuses at once.
  'runtime.timeout',
  'foreign',
  'unreachable',
]
const known: ReadonlySet<Health['state']> = new Set(['ready', 'starting', 'refused'])

/**
 * Asks every kind, all at once, whether it knows the server at an address. Of several that do, the surest counts, then the first of
 * the list. A refusal that all of several take for their own, such as a page to sign in, is nobody's. Takes up to 2 s; an abort ends
 * the questions, and then none knows it.
 * @throws {VenomError} `runtime.bad_url` when the address cannot be one, `runtime.bad_key` when no header can carry the key.
 */
export async function identify(
  kinds: readonly RuntimeKind[],
  options: OpenOptions,
  call: CallOptions = {},
): Promise<Identified> {
  const asked = await Promise.all(
    kinds.map(async (kind): Promise<Required<Identified>> => ({ kind, health: await ask(kind, options, call) })),
  )
  const [best] = asked.toSorted((a, b) => rankOf(a.health) - rankOf(b.health))
  if (best === undefined) return { kind: null, health: nobody }
  const isAnyones = asked.length > 1 && asked.every(({ health }) => health.state === 'refused')
  return known.has(best.health.state) && !isAnyones ? best : { ...best, kind: null }
}

const nobody: Health = { state: 'unreachable', code: 'runtime.unknown', hint: 'There is no kind of runtime to ask as.' }

function rankOf(health: Health): number {
  const byCode = health.state === 'ready' ? -1 : sureness.indexOf(health.code)
  return byCode === -1 ? sureness.indexOf(health.state) : byCode
}

async function ask(kind: RuntimeKind, options: OpenOptions, call: CallOptions): Promise<Health> {
  const runtime = kind.open(options)
  try {
    return await runtime.health(call)
  } finally {
    await runtime.close()
  }
}
