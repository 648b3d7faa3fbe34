import { defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

// Tests read sources, not dist: every package offers them under this private condition.
export const sources = {
  resolve: { conditions: ['@venom/source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['@venom/source', ...defaultServerConditions] } },
}

export default defineConfig({
  ...sources,
  test: {
    include: ['packages/*/src/**/*.test.{ts,tsx}', 'examples/*/src/**/*.test.ts', 'tests/**/*.test.{ts,tsx,mjs}'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.live.test.ts', 'tests/bad-samples/**'],
    testTimeout: 20_000,
    maxWorkers: 2,
  },
})
