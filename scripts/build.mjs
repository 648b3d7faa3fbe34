// The published JavaScript: one output file a source file, so that a stack trace, a bundler and a reader all see the same tree.
// Then the styles of the React kit in one file, and the Cockpit, which is built from what is published.
import { existsSync } from 'node:fs'
import { glob, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { build } from 'tsup'
import { build as buildPage } from 'vite'

const packages = ['packages/core', 'packages/runtimes', 'packages/react', 'examples/first-steps', 'examples/server']
const isForTests = (file) => /\.(test|stories|fixture)\.tsx?$/.test(file)
const common = { format: 'esm', target: 'es2023', silent: true, config: false }

for (const folder of packages) {
  const entry = []
  for await (const file of glob('src/**/*.{ts,tsx}', { cwd: folder }))
    if (!isForTests(file)) entry.push(join(folder, file))
  await build({
    ...common,
    entry,
    outDir: join(folder, 'dist'),
    bundle: false,
    sourcemap: true,
    tsconfig: join(folder, 'tsconfig.json'),
  })
  await prune(folder)
}
await build({ ...common, entry: ['packages/react/src/theme/theme.css'], outDir: 'packages/react/dist' })
// tsup leaves `development` here, and React as it is for its developers would be built in: half as large again, and slower.
process.env.NODE_ENV = 'production'
await buildPage({ root: 'examples/app', configFile: 'examples/app/vite.config.ts', logLevel: 'warn' })

/** Removes what a deleted or renamed source left behind in dist. */
async function prune(folder) {
  for await (const file of glob('dist/**/*.{js,js.map,d.ts}', { cwd: folder })) {
    const source = join(folder, file.replace(/^dist/, 'src').replace(/(\.d\.ts|\.js(\.map)?)$/, ''))
    if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) await rm(join(folder, file))
  }
}
