/**
 * Finds where a line begins that is none of an event stream; −1 where none does. It looks at the beginning of each line only, and
 * keeps that of the last one, so that it sees the same however the stream is cut.
 */
export function createLineCheck(): (text: string) => number {
  // The current line as far as it is not known to be one of ours; null once it is.
  let head: string | null = ''
  return (text) => {
    const hasReturns = text.includes('\r')
    for (let at = 0; at <= text.length;) {
      const end = lineEnd(text, at, hasReturns)
      if (head === '' && text.startsWith('data:', at)) head = null
      if (head !== null) {
        head += text.slice(at, Math.min(end, at + longestStart))
        const verdict = judgeLine(head, end < text.length)
        if (verdict === 'foreign') return at
        if (verdict === 'ours') head = null
      }
      if (end === text.length) return -1
      head = ''
      at = end + 1
    }
    return -1
  }
}

const lineStarts = ['data:', 'event:', 'id:', 'retry:', ':']
const longestStart = 6

/** A line is a comment, empty, or a field, which may go without a value; the first one may have a byte order mark. */
function judgeLine(head: string, isWhole: boolean): 'ours' | 'foreign' | 'open' {
  const line = head.startsWith('\u{feff}') ? head.slice(1) : head
  if (lineStarts.some((start) => line.startsWith(start))) return 'ours'
  if (isWhole) return line === '' || lineStarts.includes(`${line}:`) ? 'ours' : 'foreign'
  return lineStarts.some((start) => start.startsWith(line)) ? 'open' : 'foreign'
}

function lineEnd(text: string, from: number, hasReturns: boolean): number {
  const feed = text.indexOf('\n', from)
  const turn = hasReturns ? text.indexOf('\r', from) : -1
  if (feed === -1 && turn === -1) return text.length
  return feed === -1 || (turn !== -1 && turn < feed) ? turn : feed
}
