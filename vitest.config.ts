import { existsSync } from 'node:fs'

import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import { defaultClientConditions, defaultServerConditions } from 'vite'
import { defineConfig } from 'vitest/config'

// Tests read sources, not dist: every package offers them under this private condition.
export const sources = {
  resolve: { conditions: ['@venom/source', ...defaultClientConditions] },
  ssr: { resolve: { conditions: ['@venom/source', ...defaultServerConditions] } },
}

/** The browser of the tests: Debian's by default. */
export const chromium = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

const inChromium = (name: string) => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: {
      executablePath: chromium,
      args: ['--disable-quic', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
    },
    contextOptions: { viewport: { width: 1280, height: 800 } },
  }),
  instances: [{ browser: 'chromium' as const, name }],
})

// Named, so that none is found in mid-run and bundled with a second React; what a package of ours depends on by its
// way, as another version of it may lie at the root.
const optimizeDeps = {
  include: [
    'react',
    'react-dom',
    'react-dom/client',
    'react-dom/server.browser',
    'react/jsx-runtime',
    'react/jsx-dev-runtime',
    'vitest-browser-react',
    '@venom/react > @radix-ui/react-select',
    '@venom/react > @radix-ui/react-slider',
    '@venom/react > marked',
    'hono',
    'zod/mini',
  ],
}

const inBrowser = [
  {
    extends: true as const,
    optimizeDeps,
    test: { include: ['packages/react/src/**/*.browser.test.tsx'], browser: inChromium('browser') },
  },
  {
    extends: true as const,
    optimizeDeps,
    plugins: [storybookTest({ configDir: 'packages/react/.storybook' })],
    test: { browser: inChromium('stories') },
  },
]

const hasBrowser = existsSync(chromium)
if (!hasBrowser) {
  const how = `There is no browser at ${chromium}. Run scripts/testbed up chromium, or set CHROMIUM.`
  if (process.env['CI'] !== undefined) throw new Error(how)
  console.warn(`${how} Tests of React parts are left out.`)
}

export default defineConfig({
  ...sources,
  test: {
    // Far above what any test takes: axe over a long list takes twenty times as long on a machine under load.
    testTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['packages/*/src/**/*.test.{ts,tsx}', 'examples/*/src/**/*.test.ts', 'tests/**/*.test.{ts,tsx,mjs}'],
          exclude: [
            '**/node_modules/**',
            '**/dist/**',
            '**/*.live.test.ts',
            '**/*.browser.test.tsx',
            'tests/bad-samples/**',
          ],
        },
      },
      ...(hasBrowser ? inBrowser : []),
    ],
  },
})
