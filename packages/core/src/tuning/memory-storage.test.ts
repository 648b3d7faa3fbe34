import { describe, test } from 'vitest'

import { tuningStorageCases } from '../testing/tuning-storage-cases.js'
import { createMemoryTuningStorage } from './memory-storage.js'

describe('memory storage', () => {
  test.each(tuningStorageCases)('T07: $title', ({ run }) => run(async () => createMemoryTuningStorage()))
})
