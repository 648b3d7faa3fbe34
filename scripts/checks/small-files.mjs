// One idea a file. Most files stay under 150 lines; 300 is the wall.
import { list, read, sources } from './files.mjs'

const limit = 300

export const check = {
  name: 'small-files',
  says: `no file over ${limit} lines, no nested index.ts, no export *`,
  find(root) {
    const written = list(
      root,
      '{packages,examples,tests,scripts,bench}/**/*.{ts,tsx,mjs,js,py,sh,css}',
      'scripts/testbed{,.d/*}',
      '*.{ts,mjs}',
    )
    return [
      ...written.flatMap((path) => {
        const lines = read(root, path).trimEnd().split('\n').length
        return lines > limit ? [`${path} has ${lines} lines`] : []
      }),
      ...sources(root)
        .filter((path) => /\/src\/.+\/index\.tsx?$/.test(path))
        .map((path) => `${path} is a nested index`),
      ...sources(root)
        .filter((path) => /^export \*/m.test(read(root, path)))
        .map((path) => `${path} says export *`),
    ]
  },
}
