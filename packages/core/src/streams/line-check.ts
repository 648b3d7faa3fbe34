const lineStarts = ['data:', 'event:', 'id:', 'retry:', ':']
const longestStart = 6

/** Watches the lines of an event stream that are cut between two chunks. */
export interface LineCheck {
  /** Tells whether a line that this text begins in, or ends in, is none of an event stream. */
  isForeign(text: string): boolean
}

/**
 * Makes a check for the one line that a parser does not report: it forgets a line whose beginning no field has before the line is
 * whole. Lines that are whole within a chunk are the parser's own matter, so this looks at two places a chunk, not at every line.
 */
export function createLineCheck(): LineCheck {
  // The current line as far as it is not known to be one of ours; null once it is.
  let head: string | null = ''

  function judge(beginning: string, isWhole: boolean): boolean {
    const verdict = judgeLine(beginning, isWhole)
    head = verdict === 'open' ? beginning : null
    return verdict === 'foreign'
  }

  return {
    isForeign(text) {
      if (text === '') return false
      const lastStart = text.lastIndexOf('\n') + 1
      if (head !== null && (head !== '' || lastStart === 0)) {
        const [beginning = '', rest] = (head + text.slice(0, longestStart)).split(/[\r\n]/, 2)
        if (judge(beginning, rest !== undefined)) return true
      }
      return lastStart > 0 && judge(text.slice(lastStart, lastStart + longestStart), false)
    },
  }
}

/** A line is a comment, empty, or a field, which may go without a value; the first one may have a byte order mark. */
function judgeLine(head: string, isWhole: boolean): 'ours' | 'foreign' | 'open' {
  const line = head.startsWith('\u{feff}') ? head.slice(1) : head
  if (line === '') return isWhole ? 'ours' : 'open'
  if (lineStarts.some((start) => line.startsWith(start))) return 'ours'
  if (isWhole) return lineStarts.includes(`${line}:`) ? 'ours' : 'foreign'
  // A carriage return may end it too.
  const [field = ''] = line.split('\r', 1)
  if (field !== line) return judgeLine(field, true)
  return lineStarts.some((start) => start.startsWith(line)) ? 'open' : 'foreign'
}
