import { fileURLToPath } from 'node:url'

import { build, defaultClientConditions, type Rolldown } from 'vite'
import { expect, test } from 'vitest'

const entries = ['parameters', 'tuning', 'chat', 'markdown', 'models']
const entryOf = (name: string): string => fileURLToPath(new URL(`../packages/react/src/${name}.ts`, import.meta.url))

/** The modules of which code is left when all of these files are bundled, as sources, with everything that they load sooner or later. */
async function modulesOf(files: readonly string[]): Promise<readonly string[]> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@venom/source', ...defaultClientConditions] },
    build: {
      write: false,
      minify: false,
      rolldownOptions: { input: [...files], external: [/^react(-dom)?($|\/)/], preserveEntrySignatures: 'strict' },
    },
  })
  const output = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
  const chunks = output.filter((one): one is Rolldown.OutputChunk => one.type === 'chunk')
  return chunks.flatMap(({ modules }) =>
    Object.entries(modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : [])),
  )
}

const ofZod = /\/node_modules\/zod\//

test('no entry of the React kit brings zod with it', async () => {
  const modules = await modulesOf(entries.map(entryOf))

  expect(modules).toEqual(expect.arrayContaining(entries.map((name) => expect.stringContaining(`/react/src/${name}`))))
  expect(modules.filter((id) => ofZod.test(id))).toEqual([])
})

test('zod is found where there is some', async () => {
  const client = fileURLToPath(new URL('../packages/core/src/tuning/client.ts', import.meta.url))

  expect((await modulesOf([client])).some((id) => ofZod.test(id))).toBe(true)
})
