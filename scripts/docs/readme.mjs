// Puts the example programs into README.md, each below the comment that names its file: `node scripts/docs/readme.mjs`.
// A test fails when they differ from the files.
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const root = new URL('../../', import.meta.url)
const place = /<!-- (examples\/\S+\.(tsx?)) -->(?:\n\n```tsx?\n[\s\S]*?\n```)?/g

/** A text with every example as its file is now. */
export async function withExamples(text) {
  const sources = new Map()
  for (const [, file] of text.matchAll(place))
    sources.set(file, (await readFile(new URL(file, root), 'utf8')).trimEnd())
  return text.replaceAll(
    place,
    (_, file, language) => `<!-- ${file} -->\n\n\`\`\`${language}\n${sources.get(file)}\n\`\`\``,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const readme = new URL('README.md', root)
  await writeFile(readme, await withExamples(await readFile(readme, 'utf8')))
}
