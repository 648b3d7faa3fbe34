// Makes docs/errors.md from the error catalogue: `node scripts/docs/errors.mjs`. A test fails when the file is not current.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { errorCodes } from '../../packages/core/src/errors/codes.ts'

/** The page, as it has to be. */
export function errorsPage() {
  const rows = Object.entries(errorCodes).map(
    ([code, { title, hint, status, retryable }]) =>
      `| \`${code}\` | ${title} | ${hint} | ${status} | ${retryable ? 'yes' : 'no'} |`,
  )
  return [
    '# Errors',
    '',
    'Everything this project throws is a `VenomError` with one of these codes. Over HTTP it is an `application/problem+json`',
    'document with the same `code`; after the first byte of a stream it is its last frame. “Again” tells whether the same call',
    'can succeed later without a change. Made from `packages/core/src/errors/codes.ts` by `npx node scripts/docs/errors.mjs`.',
    '',
    '| code | what happened | what to do | status | again |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL('../../docs/errors.md', import.meta.url), errorsPage())
}
