import type { ModelCatalogue } from '@venom/react/models'
import { useEffect } from 'react'

import { watchReturn } from './watch-return.js'

/** Does something each time that a model can be asked again after it could not: its server was away, or its runtime. */
export function useReturn(catalogue: ModelCatalogue, address: string, onReturn: () => unknown): void {
  useEffect(() => watchReturn(catalogue, address, onReturn), [catalogue, address, onReturn])
}
