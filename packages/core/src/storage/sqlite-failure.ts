import type { ErrorCode } from '../errors/codes.js'
import { VenomError } from '../errors/venom-error.js'

interface Verdict {
  readonly code: ErrorCode
  readonly retryable?: boolean
  readonly says: string
}

const busy = 5

// Primary result codes, https://www.sqlite.org/rescode.html
const verdicts: Readonly<Record<number, Verdict>> = {
  3: { code: 'storage.read_only', says: 'may not be opened. Check the rights of the file and its folder.' },
  [busy]: { code: 'storage.unavailable', says: 'is held by another process. Ask again, or end that process.' },
  6: { code: 'storage.unavailable', says: 'is held by another statement. Ask again.' },
  7: { code: 'storage.unavailable', says: 'could not be used for lack of memory.' },
  8: { code: 'storage.read_only', says: 'cannot be written. Check the rights of the file and its folder.' },
  10: { code: 'storage.unavailable', says: 'could not be read or written: the disk reports an error.' },
  11: {
    code: 'storage.corrupt',
    // An old -wal would be played over the copy.
    says: 'is damaged. Move it away together with its -wal and -shm, then restore a copy; nothing was overwritten.',
  },
  13: { code: 'storage.read_only', says: 'cannot grow: the disk is full. Free some space.' },
  14: { code: 'storage.read_only', says: 'cannot be opened. Check the path and the rights of its folder.' },
  26: { code: 'storage.corrupt', says: 'is no database. Give another path; nothing was overwritten.' },
}
const other: Verdict = { code: 'storage.unavailable', retryable: false, says: 'refused a statement.' }

/** Tells whether SQLite gave up because another connection holds the lock. */
export function isBusy(thrown: unknown): boolean {
  return thrown instanceof VenomError && thrown.cause instanceof Error && resultCode(thrown.cause) === busy
}

/** What SQLite threw as a typed error that names the file; anything else comes back as it is. */
export function toStorageError(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof Error)) return thrown
  if ('code' in thrown && thrown.code === 'ERR_OUT_OF_RANGE') {
    return new VenomError('storage.corrupt', `The database ${path} holds a number that none of ours is.`, {
      cause: thrown,
    })
  }
  const result = resultCode(thrown)
  if (result === undefined) return thrown
  const { code, says, retryable } = verdicts[result] ?? other
  return new VenomError(code, `The database ${path} ${says} SQLite says: ${thrown.message}.`, {
    cause: thrown,
    ...(retryable === undefined ? {} : { retryable }),
  })
}

function resultCode(error: Error): number | undefined {
  // The low byte is the primary code; the rest says more of the same.
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}
