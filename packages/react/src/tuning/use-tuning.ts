'use client'
import { useEffect } from 'react'

import { useStore } from '../use-store.js'
import type { TuningState, TuningStore } from './tuning-state.js'

/** The tuning of a model as it is now. The draft is read by `useForm(tuning.form)`. */
export function useTuning(tuning: TuningStore): TuningState {
  return useStore(tuning)
}

/**
 * Loads the tuning of a model while a component is there, and again whenever the window gets the focus: so that what another tab saved
 * is seen before it is overwritten. The call ends with the component; the draft stays in the store.
 */
export function useTuningLoad(tuning: TuningStore): void {
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    void tuning.load({ signal })
    window.addEventListener('focus', () => void tuning.refresh({ signal }), { signal })
    return () => stop.abort()
  }, [tuning])
}
