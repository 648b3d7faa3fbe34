import type { ModelCatalogue } from '@venom/react/models'
import { useEffect } from 'react'

/** Does something each time the server answers again after it did not. */
export function useReturn(catalogue: ModelCatalogue, onReturn: () => unknown): void {
  useEffect(() => {
    let { state: before } = catalogue.get()
    return catalogue.subscribe(() => {
      const { state } = catalogue.get()
      if (before === 'failed' && state === 'ready') void onReturn()
      before = state
    })
  }, [catalogue, onReturn])
}
