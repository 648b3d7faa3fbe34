import fc from 'fast-check'

const fragments = [
  ...['a', 'word ', ' ', '  ', '    ', '\t', '\n', '\n\n', '\r\n', '\r', '\0', '\\', '🙂', 'ż', '1', '2024'],
  ...['*', '**', '***', '_', '__', '~', '~~', '`', '``', '```', '```js\n', '\n```\n', '~~~\n', '\n~~~~'],
  ...[
    '[',
    ']',
    '(',
    ')',
    '![',
    '](',
    '[x](https://a.example/)',
    '[x][1]',
    '\n\n[1]: https://a.example/\n\n',
    '<',
    '>',
    '<https://a.example>',
  ],
  ...[
    '\n# h\n',
    '## ',
    '\n---\n',
    '\n===\n',
    '- ',
    '\n- ',
    '\n  - ',
    '\n1. ',
    '\n2) ',
    '- [ ] ',
    '- [x] ',
    '\n> ',
    '>> ',
  ],
  ...[
    '|',
    '\n| a | b |\n',
    '|-|-|\n',
    '| --- | :-: |\n',
    '<br>',
    '<div>\n',
    '<!-- ',
    '-->',
    '&amp;',
    '&#60;',
    'https://a.example/b',
    'a@b.example',
  ],
]

/** Texts of what Markdown is made of, rightly and wrongly put together. */
export const markdownTexts: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...fragments) }, fc.string({ maxLength: 5 })), {
    maxLength: 60,
  })
  .map((parts) => parts.join(''))

/** A text and the same text in chunks. */
export const chunkedTexts: fc.Arbitrary<{ readonly text: string; readonly chunks: readonly string[] }> = fc
  .tuple(markdownTexts, fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1 }))
  .map(([text, sizes]) => ({ text, chunks: toChunks(text, sizes) }))

/** Cuts a text by these sizes, over and over. */
export function toChunks(text: string, sizes: readonly number[]): readonly string[] {
  const chunks: string[] = []
  for (let start = 0; start < text.length; start += sizes[(chunks.length - 1) % sizes.length] ?? 1) {
    chunks.push(text.slice(start, start + (sizes[chunks.length % sizes.length] ?? 1)))
  }
  return chunks
}
