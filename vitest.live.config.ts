import { defineConfig } from 'vitest/config'

import { sources } from './vitest.config.js'

// Real servers on two cores: one file after the other.
export default defineConfig({
  ...sources,
  test: {
    include: ['packages/*/src/**/*.live.test.ts', 'examples/*/src/**/*.live.test.ts', 'tests/**/*.live.test.ts'],
    testTimeout: 120_000,
    // A vLLM may take minutes to start on a loaded machine.
    hookTimeout: 300_000,
    fileParallelism: false,
  },
})
