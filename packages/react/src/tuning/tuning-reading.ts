import type { VenomError } from '@venom/core'

import { isHalfTyped } from './draft.js'
import { usableValues } from './draft-storage.js'
import { toVenomError } from './to-venom-error.js'
import { idle, type TuningCore } from './tuning-core.js'
import type { TuningCallOptions, TuningConfig, TuningStore } from './tuning-state.js'

/** The reading half of a store of tuning. */
export function createReading(core: TuningCore): Pick<TuningStore, 'load' | 'refresh'> {
  const { store, form } = core

  async function load(options: TuningCallOptions = {}): Promise<void> {
    if (store.get().config.is === 'failed') store.update((state) => ({ ...state, config: { is: 'loading' } }))
    await read(options, (error) => {
      if (core.etag() === undefined) store.update((state) => ({ ...state, config: { is: 'failed', error } }))
      else core.fail('load', error, load)
    })
  }

  async function refresh(options: TuningCallOptions = {}): Promise<void> {
    // Not under somebody's fingers.
    if (core.etag() !== undefined && !isHalfTyped(form.get())) await read(options, () => undefined)
  }

  async function read(options: TuningCallOptions, onFailure: (error: VenomError) => void): Promise<void> {
    // Whatever is being written brings the newest state by itself.
    if (store.get().step.is === 'running') return
    const signal = core.readingSignal(options)
    try {
      const reply = await core.client.config(core.address, { signal })
      if (!signal.aborted) show(reply)
    } catch (thrown) {
      if (!signal.aborted) onFailure(toVenomError(thrown))
    }
  }

  function show(reply: TuningConfig): void {
    const before = core.etag()
    if (before === undefined) return start(reply)
    const { taken, dropped, conflicts } = core.take(reply)
    if (taken.length + dropped.length + conflicts.length > 0) {
      core.say({ is: 'merged', deed: 'load', taken, dropped })
      return
    }
    const { step } = store.get()
    // On another state its Undo would be refused, and what could not be read was read.
    if ((step.is === 'done' && reply.etag !== before) || (step.is === 'failed' && step.deed === 'load')) {
      core.say(idle)
    }
  }

  /** The first state of the server meets the draft of an earlier visit. */
  function start(reply: TuningConfig): void {
    const kept = core.place?.read()
    if (kept === undefined) {
      core.take(reply)
      return
    }
    const base = usableValues(reply.generation_schema, kept.base)
    const yours = usableValues(reply.generation_schema, kept.yours)
    const { taken } = core.take(reply, { base, yours })
    const dropped = Object.keys(kept.yours).filter((name) => !Object.hasOwn(yours, name))
    if (form.get().changes === 0 && dropped.length === 0) return
    core.say({ is: 'restored', taken, dropped })
  }

  return { load, refresh }
}
