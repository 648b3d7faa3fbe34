import { type ServerFault, VenomError } from '@venom/core'

import type { AdapterPlaces } from './metrics.js'

/**
 * Refuses to fill the last place, and one that nobody knows not to be the last.
 *
 * On a processor an answer of the model itself that is computed beside one of an adapter is given the adapter of the last place
 * (0.32.0), so that this one has to stay empty; on a GPU it need not, by its source: the kernels there leave out tokens without an
 * adapter. No route tells which of them computes. An adapter that was let go keeps its place in the engine, and one that is replaced
 * leaves a place behind each time.
 * @see https://github.com/vllm-project/vllm/pull/48421
 * @throws {VenomError} `adapter.no_room`.
 */
export function refuseLastPlace({ all, letGo }: AdapterPlaces, held: number, server: string): void {
  if (all === null || letGo === null) throw untold(server)
  if (held + letGo < all - 1) return
  const used = `${held} are held, ${letGo} were removed or replaced and keep theirs until it is started again`
  const start = `Start it again with --max-loras ${Math.max(all, held + letGo + 2)} or more: each change takes one`
  const message = `No place for another adapter: the server was started with --max-loras ${all} (vLLM’s default is 1), and one place has to stay empty, as on a processor the model itself would answer as the adapter in it; ${used}. ${start}. ${onGpu}`
  throw new VenomError('adapter.no_room', message, { details: { places: all, held, let_go: letGo } })
}

/** What is wrong with a server whose last place is filled, as with all that `--lora-modules` names. */
export function fullPlaces({ all, letGo }: AdapterPlaces, held: number): readonly ServerFault[] {
  const used = held + (letGo ?? 0)
  if (all === null || held === 0 || used < all) return []
  const message = `All of its places for adapters are filled (--max-loras ${all}): on a processor the model itself then answers as one of them where both are asked at once. On a GPU it does not.`
  const mend = `On a processor, start it again with --max-loras ${used + 1} or more.`
  return [{ code: 'adapters.full', severity: 'advice', message, mend }]
}

function untold(server: string): VenomError {
  const message = `Nobody says whether ${server} has a place for another adapter: its /metrics do not tell. One place has to stay empty, as on a processor the model itself would answer as the adapter in it. Let /metrics through to the server, and start that without --disable-log-stats. ${onGpu}`
  return new VenomError('adapter.no_room', message, { details: { server, places: null } })
}

const onGpu =
  'On a GPU, or where you see to the places yourself, open this runtime with the option spareAdapterSlot: false.'
