// The published JavaScript: one output file a source file, so that a stack trace, a bundler and a reader all see the same tree.
import { existsSync } from 'node:fs'
import { glob, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { build } from 'tsup'

const packages = ['packages/core', 'packages/runtimes', 'packages/react', 'examples/first-steps', 'examples/server']
const isTest = (file) => /\.test\.tsx?$/.test(file)

for (const folder of packages) {
  const entry = []
  for await (const file of glob('src/**/*.{ts,tsx}', { cwd: folder })) if (!isTest(file)) entry.push(join(folder, file))
  await build({
    entry,
    outDir: join(folder, 'dist'),
    bundle: false,
    format: 'esm',
    target: 'es2023',
    sourcemap: true,
    silent: true,
    config: false,
    tsconfig: join(folder, 'tsconfig.json'),
  })
  await prune(folder)
}

/** Removes what a deleted or renamed source left behind in dist. */
async function prune(folder) {
  for await (const file of glob('dist/**/*.{js,js.map,d.ts}', { cwd: folder })) {
    const source = join(folder, file.replace(/^dist/, 'src').replace(/(\.d\.ts|\.js(\.map)?)$/, ''))
    if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) await rm(join(folder, file))
  }
}
