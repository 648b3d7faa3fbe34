import { fromStart } from '../from-start.js'
import { draftOf, setDraft } from './draft.js'
import { createTuningCore, idle, type TuningStoreOptions } from './tuning-core.js'
import { createReading } from './tuning-reading.js'
import { openConflicts, type TuningStore } from './tuning-state.js'
import { createWriting } from './tuning-writing.js'

/** Makes the tuning of one model. Nothing is asked before `load`. */
export function createTuningStore(options: TuningStoreOptions): TuningStore {
  const core = createTuningCore(options)
  const { form, history, say, setConflicts, store } = core

  /** Changes the draft alone, in a way that can be taken back, unless something runs: that says itself how it ends. */
  function redraft(deed: 'discard' | 'bring-back', change: () => readonly string[]): void {
    const draft = draftOf(form.get())
    const dropped = change()
    if (!isRunning()) say({ is: 'done', deed, undo: { draft }, taken: [], dropped })
  }
  const reading = createReading(core)
  const isRunning = (): boolean => store.get().step.is === 'running'

  return {
    ...fromStart(store),
    form,
    ...reading,
    ...createWriting(core),
    retry: core.retry,
    discard() {
      if (form.get().changes === 0 || isRunning()) return
      redraft('discard', () => {
        form.discard()
        return []
      })
    },
    decide(name, side) {
      const { conflicts } = store.get()
      const field = conflicts.find((one) => one.name === name)
      if (field === undefined) return
      const value = field[side]
      if (value === undefined) form.reset([name])
      else form.set(name, value)
      setConflicts(conflicts.map((one) => (one === field ? { ...one, keepsYours: side === 'yours' } : one)))
    },
    bringBack: ({ after }) => redraft('bring-back', () => setDraft(form, after)),
    async loadHistory(call = {}) {
      // It may show what another client set: the settings beside it are those of its newest change.
      await Promise.all([history.load('newest', core.signal(call)), reading.refresh(call)])
    },
    loadMoreHistory: (call = {}) => history.load('oldest', core.signal(call)),
    retryHistory: (call = {}) => history.retry(core.signal(call)),
    dismiss() {
      const { conflicts } = store.get()
      if (!isRunning()) say(idle)
      if (openConflicts(conflicts, draftOf(form.get())) === 0) setConflicts([])
    },
    close: core.close,
  }
}
