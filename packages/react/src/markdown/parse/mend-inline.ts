/** Stands for the address of a link that is still being written. */
export const pendingAddress = 'venom:pending'

// What stays open for longer is a stray character rather than the begin of something: it is shown as it was written.
const maxOpenCharacters = 600
const maxOpeners = 32

interface Opener {
  readonly character: string
  readonly index: number
  length: number
}

/**
 * Closes what is open at the end of a text that is still being written, so that `**bold` is bold from its first letter, and holds back
 * what cannot be told yet (a lone `*`, the address of a link). Marks are paired as CommonMark does, in one pass.
 */
export function mendInline(text: string): string {
  const source = trimEnd(text)
  const stack: Opener[] = []
  const unclosed = new Set<number>()
  let index = 0
  while (index < source.length) {
    const character = source.charAt(index)
    if (character === '\\') {
      index += 2
    } else if (character === '`') {
      const length = runLength(source, index)
      const close = unclosed.has(length) ? -1 : closingRun(source, index + length, length)
      if (close === -1) unclosed.add(length)
      if (close === -1 && source.length - index <= maxOpenCharacters)
        return closeAll(closeCode(source, index, length), stack)
      index = close === -1 ? index + length : close + length
    } else if (character === '[') {
      open(stack, { character, index, length: 1 })
      index += 1
    } else if (character === ']') {
      const bracket = stack.findLastIndex((opener) => opener.character === '[')
      if (bracket !== -1 && index + 1 === source.length) return closeAll(source.slice(0, index), stack)
      const end = bracket === -1 ? index + 1 : endOfLink(source, index + 1)
      if (end === undefined)
        return closeAll(closeLink(source.slice(0, index), stack.slice(bracket + 1)), stack.slice(0, bracket))
      if (bracket !== -1) stack.length = bracket
      index = end
    } else if (character === '*' || character === '_' || character === '~') {
      const length = runLength(source, index)
      if (index + length === source.length) return closeAll(lastRun(source, index, length, stack), stack)
      if (character !== '~' || length === 2) pair(source, index, length, stack)
      index += length
    } else {
      index += 1
    }
  }
  return closeAll(source, stack)
}

/** Drops what says nothing yet: spaces, a lone backslash, the begin of `<br>`; closes `<https://…`. */
function trimEnd(text: string): string {
  const end = text.trimEnd().replace(/(?<!\\)\\$|<(?:br?)?\s*\/?$/i, '')
  return /<[a-z][a-z0-9+.-]{1,31}:[^\s<>]{0,600}$/i.test(end) ? `${end}>` : end
}

function runLength(text: string, index: number): number {
  const character = text.charAt(index)
  let length = 1
  while (text.charAt(index + length) === character) length += 1
  return length
}

/** Where a run of exactly so many backticks begins; -1: nowhere. */
function closingRun(text: string, from: number, length: number): number {
  let index = text.indexOf('`', from)
  while (index !== -1) {
    const found = runLength(text, index)
    if (found === length) return index
    index = text.indexOf('`', index + found)
  }
  return -1
}

function closeCode(text: string, index: number, length: number): string {
  const code = text.slice(index + length).replace(/`+$/, '')
  return code.trim() === '' ? text.slice(0, index) : `${text.slice(0, index + length)}${code}${'`'.repeat(length)}`
}

function closeLink(text: string, inLabel: readonly Opener[]): string {
  return `${closeAll(text, inLabel)}](${pendingAddress})`
}

/** The index after the address of a link; the given one when there is no address; `undefined` when it is not whole yet. */
function endOfLink(text: string, from: number): number | undefined {
  if (text.charAt(from) !== '(') return from
  const limit = Math.min(text.length, from + maxOpenCharacters)
  let depth = 0
  for (let index = from; index < limit; index += 1) {
    const character = text.charAt(index)
    if (character === '\\') index += 1
    else if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    if (depth === 0) return index + 1
  }
  return limit === text.length ? undefined : from
}

/** Pairs a run of marks with those that are open, by the rules of left- and right-flanking runs. */
function pair(text: string, index: number, length: number, stack: Opener[]): void {
  const character = text.charAt(index)
  const before = text.charAt(index - 1)
  const after = text.charAt(index + length)
  const isLeft = isOutside(before) ? !isSpace(after) : !isOutside(after)
  const isRight = isOutside(after) ? !isSpace(before) : !isOutside(before)
  const isWord = character === '_'
  const canClose = isRight && (!isWord || !isLeft || isPunctuation(after))
  const canOpen = isLeft && (!isWord || !isRight || isPunctuation(before))
  const rest = canClose ? close(character, length, stack) : length
  if (rest > 0 && canOpen) open(stack, { character, index, length: rest })
}

function open(stack: Opener[], opener: Opener): void {
  if (stack.length < maxOpeners) stack.push(opener)
}

/** Closes open marks of this character, up to the next bracket; how many of the run are left. */
function close(character: string, length: number, stack: Opener[]): number {
  let rest = length
  while (rest > 0) {
    const found = lastOpen(character, stack)
    const opener = stack[found]
    if (opener === undefined) break
    const used = Math.min(rest, opener.length)
    rest -= used
    opener.length -= used
    stack.length = opener.length === 0 ? found : found + 1
  }
  return rest
}

function lastOpen(character: string, stack: readonly Opener[]): number {
  const found = stack.findLastIndex((opener) => opener.character === character || opener.character === '[')
  return stack[found]?.character === character ? found : -1
}

/** A run at the very end closes what it can; the rest is held back: nobody knows yet how long it will be. */
function lastRun(text: string, index: number, length: number, stack: Opener[]): string {
  const character = text.charAt(index)
  const kept = text.slice(0, index)
  const opener = stack[lastOpen(character, stack)]
  if (opener === undefined || opener.length > length || isSpace(text.charAt(index - 1))) return kept
  const used = opener.length
  close(character, used, stack)
  return kept + character.repeat(used)
}

/** Puts the closing marks of all that is open, inmost first. Brackets are taken away instead: a label is text until it is a link. */
function closeAll(text: string, stack: readonly Opener[]): string {
  const hasStrayBrackets = stack.filter(({ character }) => character === '[').length > 4
  let closed = text
  for (const { character, index, length } of stack.toReversed()) {
    if (text.length - index > maxOpenCharacters) break
    if (character === '[') {
      if (!hasStrayBrackets) closed = withoutBracket(closed, index)
    } else {
      const end = closed.trimEnd()
      closed = end.length <= index + length ? end.slice(0, index) : end + character.repeat(length)
    }
  }
  return closed
}

function withoutBracket(text: string, index: number): string {
  const start = text.charAt(index - 1) === '!' ? index - 1 : index
  return text.slice(0, start) + text.slice(index + 1)
}

function isSpace(character: string): boolean {
  return character === '' || /\s/.test(character)
}

function isPunctuation(character: string): boolean {
  return /[\p{P}\p{S}]/u.test(character)
}

function isOutside(character: string): boolean {
  return isSpace(character) || isPunctuation(character)
}
