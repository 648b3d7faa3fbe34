import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'

const bench = fileURLToPath(new URL('../', import.meta.url))

/** A page of a client as one script and one style sheet, as an app would ship it; ours from its sources. */
export async function bundle(page, run) {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { open } from './pages/${page}.mjs'\n${run}`,
      resolveDir: `${bench}browser`,
      loader: 'js',
    },
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
    format: 'iife',
    target: 'chrome130',
    conditions: ['@venom/source'],
    // One React for all.
    alias: { react: `${bench}node_modules/react`, 'react-dom': `${bench}node_modules/react-dom` },
    nodePaths: [`${bench}../node_modules`],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  const textOf = (end) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? ''
  return { script: textOf('.js'), style: textOf('.css') }
}
