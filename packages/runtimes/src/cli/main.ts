import { tellOldNode } from './node-version.js'

// Nothing else is loaded before: it could not run, and would tell of something else.
const tooOld = tellOldNode(process.versions.node)
if (tooOld === null) {
  const { run } = await import('./run.js')
  await run()
} else {
  process.stderr.write(`${tooOld}\n`)
  process.exitCode = 2
}
