import { VenomError } from '@venom/core'

import { commitTexts, draftOf, setDraft } from './draft.js'
import type { ValueChange } from './merge-values.js'
import { readRefusals } from './read-refusals.js'
import { toVenomError } from './to-venom-error.js'
import type { TuningCore } from './tuning-core.js'
import { applyBlocker, type ServerDeed, type TuningCallOptions, type TuningStore, type Undo } from './tuning-state.js'

type Call = (options?: TuningCallOptions) => Promise<void>

/** How often a save is tried on a state that others change all the time. */
const maxAttempts = 3

/** The writing half of a store of tuning: what changes the server, one at a time. */
export function createWriting(core: TuningCore): Pick<TuningStore, 'apply' | 'resetAll' | 'undo'> {
  const { client, address, form, history, store, say } = core
  let running: Promise<void> | undefined

  function write(
    deed: ServerDeed,
    again: Call,
    options: TuningCallOptions,
    call: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const signal = core.signal(options)
    const before = store.get().step
    core.stopReading()
    say({ is: 'running', deed })
    const work = async (): Promise<void> => {
      try {
        await call(signal)
      } catch (thrown) {
        if (signal.aborted) say(before)
        else core.fail(deed, toVenomError(thrown), again)
      } finally {
        running = undefined
      }
      if (history.get().is !== 'idle' && !signal.aborted) void history.load('newest', core.signal({}))
    }
    running = work()
    return running
  }

  function apply(options: TuningCallOptions = {}): Promise<void> {
    if (running !== undefined) return running
    commitTexts(form)
    if (applyBlocker(store.get(), form.get()) !== undefined) return Promise.resolve()
    return write('apply', apply, options, (signal) => save(signal, [], maxAttempts))
  }

  async function save(signal: AbortSignal, taken: readonly ValueChange[], attempts: number): Promise<void> {
    const before = core.etag()
    const sent = form.get().values
    try {
      const reply = await client.save({ ...address, ...ifMatch(before), generation_params: sent }, { signal })
      const { dropped } = core.takeOwn(reply, { base: sent, yours: draftOf(form.get()) })
      // A save that changed nothing made no revision: an Undo would take back what somebody else did.
      const undo: Undo | undefined = reply.etag === before ? undefined : { etag: reply.etag }
      say({ is: 'done', deed: 'apply', undo, taken, dropped })
    } catch (thrown) {
      if (VenomError.is(thrown, 'tuning.invalid_values')) return refuse(thrown)
      if (!VenomError.is(thrown, 'tuning.conflict') || attempts <= 1) throw thrown
      const merge = core.take(await client.config(address, { signal }))
      const all = [...taken, ...merge.taken]
      const isClear = merge.conflicts.length + merge.dropped.length + form.get().problems === 0
      if (isClear) return save(signal, all, attempts - 1)
      say({ is: 'merged', deed: 'apply', taken: all, dropped: merge.dropped })
    }
  }

  function refuse(error: VenomError): void {
    const issues = readRefusals(error)
    form.refuse(issues)
    say({ is: 'refused', issues })
  }

  function resetAll(options: TuningCallOptions = {}): Promise<void> {
    if (running !== undefined) return running
    if (core.etag() === undefined) return Promise.resolve()
    return write('reset', resetAll, options, (signal) =>
      unlessStale('reset', signal, async () => {
        const before = core.etag()
        const draft = draftOf(form.get())
        const reply = await client.reset({ ...address, ...ifMatch(before) }, { signal })
        // What is edited meanwhile stays; all else of the draft goes with what was saved.
        const { dropped } = core.takeOwn(reply, { base: draft, yours: draftOf(form.get()) })
        const undo: Undo = reply.etag === before ? { draft } : { etag: reply.etag, draft }
        say({ is: 'done', deed: 'reset', undo, taken: [], dropped })
      }),
    )
  }

  function undo(options: TuningCallOptions = {}): Promise<void> {
    if (running !== undefined) return running
    const { step } = store.get()
    return step.is === 'done' && step.undo !== undefined ? takeBack(step.undo, options) : Promise.resolve()
  }

  async function takeBack({ etag, draft }: Undo, options: TuningCallOptions = {}): Promise<void> {
    if (etag === undefined) {
      setDraft(form, draft ?? {})
      say({ is: 'done', deed: 'undo', undo: undefined, taken: [], dropped: [] })
      return
    }
    const again: Call = (more) => takeBack({ etag, ...(draft === undefined ? {} : { draft }) }, more)
    await write('undo', again, options, (signal) =>
      unlessStale('undo', signal, async () => {
        const reply = await client.undo({ ...address, if_match: etag }, { signal })
        const { dropped } = core.takeOwn(reply)
        if (draft !== undefined) setDraft(form, draft)
        say({ is: 'done', deed: 'undo', undo: { etag: reply.etag }, taken: [], dropped })
      }),
    )
  }

  /** Where somebody else saved, their state is shown and the deed is left undone: it was meant for another state. */
  async function unlessStale(deed: ServerDeed, signal: AbortSignal, call: () => Promise<void>): Promise<void> {
    try {
      await call()
    } catch (thrown) {
      if (!VenomError.is(thrown, 'tuning.conflict')) throw thrown
      const { taken, dropped } = core.take(await client.config(address, { signal }))
      say({ is: 'merged', deed, taken, dropped })
    }
  }

  return { apply, resetAll, undo }
}

function ifMatch(etag: string | undefined): { readonly if_match?: string } {
  return etag === undefined ? {} : { if_match: etag }
}
