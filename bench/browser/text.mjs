// Markdown as models write it, the same text every time: paragraphs with marks, lists, code, tables, quotes.
const words =
  'the model reads each word of a prompt and keeps what it learned in memory so that next one costs less while server waits for slot to come free then answer goes on token by token until it is whole or somebody stops it'.split(
    ' ',
  )

/** About so many characters of Markdown. */
export function markdown(characters) {
  const random = numbers(1)
  const pick = (list) => list[Math.floor(random() * list.length)]
  const sentence = (count) => {
    const parts = Array.from({ length: count }, () => {
      const word = pick(words)
      const kind = random()
      if (kind < 0.04) return `**${word} ${pick(words)}**`
      if (kind < 0.07) return `*${word}*`
      if (kind < 0.1) return `\`${word}_${pick(words)}\``
      if (kind < 0.115) return `[${word} ${pick(words)}](https://example.com/${word})`
      return word
    })
    return `${parts.join(' ').replace(/^\w/, (letter) => letter.toUpperCase())}.`
  }
  const paragraph = () => Array.from({ length: 2 + Math.floor(random() * 4) }, () => sentence(14)).join(' ')
  const kinds = [
    paragraph,
    paragraph,
    () => Array.from({ length: 5 }, () => `- ${sentence(10)}`).join('\n'),
    () =>
      Array.from({ length: 4 }, (_, at) => `${at + 1}. **${pick(words)}**: ${sentence(12)}\n   - ${sentence(6)}`).join(
        '\n',
      ),
    () =>
      `\`\`\`${pick(['js', 'python', 'sh'])}\n${Array.from({ length: 16 }, (_, at) => `  let ${pick(words)}${at} = await ${pick(words)}(${at})`).join('\n')}\n\`\`\``,
    () =>
      `| Name | Value | Note |\n| --- | ---: | --- |\n${Array.from({ length: 6 }, () => `| \`${pick(words)}\` | ${Math.floor(random() * 1e4)} | ${sentence(5)} |`).join('\n')}`,
    () => `> ${sentence(16)}`,
  ]
  let text = '# A long answer\n\n'
  for (let section = 1; text.length < characters; section++) {
    text += `## Part ${section}\n\n${Array.from({ length: 5 }, () => pick(kinds)()).join('\n\n')}\n\n`
  }
  return `${text.slice(0, text.lastIndexOf('\n\n', characters))}\n\n${lastWords}`
}

/** How the text ends: what is on the screen when all of it is. */
export const lastWords = 'That was the last word.'

/** Numbers from 0 to 1 that look random (mulberry32). */
function numbers(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
