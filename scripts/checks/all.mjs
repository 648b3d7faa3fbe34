// Our own invariants. Each keeps a sample that it must refuse, in tests/bad-samples; tests/checks.test.mjs proves it.
import { check as cleanRoots } from './clean-roots.mjs'
import { check as docstrings } from './docstrings.mjs'
import { check as errorCodes } from './error-codes.mjs'
import { check as examples } from './examples.mjs'
import { check as innerArrows } from './inner-arrows.mjs'
import { check as lockFile } from './lock-file.mjs'
import { check as noMachineFacts } from './no-machine-facts.mjs'
import { check as packageArrows } from './package-arrows.mjs'
import { check as smallFiles } from './small-files.mjs'
import { check as testsCanFail } from './tests-can-fail.mjs'

export const checks = [
  packageArrows,
  innerArrows,
  cleanRoots,
  smallFiles,
  docstrings,
  errorCodes,
  testsCanFail,
  examples,
  lockFile,
  noMachineFacts,
]
