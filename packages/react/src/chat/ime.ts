/** Tells keys that belong to an input method, as for Chinese, Japanese or a dead key, from those that are meant. */
export interface ImeGuard {
  readonly onCompositionEnd: (event: { readonly timeStamp: number }) => void
  /** Whether a key only confirms or ends what an input method composed. */
  readonly owns: (event: ImeKey) => boolean
}

/** The part of a key event that a guard reads. */
export interface ImeKey {
  readonly isComposing: boolean
  readonly keyCode: number
  readonly timeStamp: number
}

/** What browsers report for a key that an input method took. */
const imeKeyCode = 229
/** How soon after the end of a composition a key is still part of it, in milliseconds. */
const tailMs = 30

/**
 * Makes a guard for one field. Three checks, as none is enough: Chrome and Firefox set `isComposing`; Safari ends the composition
 * before the key that confirms it (WebKit 165004), which then has only the code 229, or nothing at all but its closeness in time.
 */
export function createImeGuard(): ImeGuard {
  let endedAt = -Infinity
  return {
    onCompositionEnd(event) {
      endedAt = event.timeStamp
    },
    owns: ({ isComposing, keyCode, timeStamp }) =>
      isComposing || keyCode === imeKeyCode || Math.abs(timeStamp - endedAt) <= tailMs,
  }
}
