// Sources as syntax trees, through TypeScript 6: TypeScript 7 has no stable API yet.
import { posix } from 'node:path'

import ts from 'typescript'

import { exists, read } from './files.mjs'

export { ts }

export function parse(root, path) {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  return ts.createSourceFile(path, read(root, path), ts.ScriptTarget.Latest, true, kind)
}

/** Every specifier that a file imports or re-exports, types and dynamic imports too. */
export function imports(root, path) {
  return ts.preProcessFile(read(root, path), true, true).importedFiles.map((reference) => reference.fileName)
}

/** Where a relative specifier of `from` leads: a source path, or undefined. */
export function resolveRelative(root, from, specifier) {
  const target = posix.join(posix.dirname(from), specifier)
  const candidates = [target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx'), target]
  return candidates.find((candidate) => exists(root, candidate))
}

export function lineOf(node) {
  const file = node.getSourceFile()
  return `${file.fileName}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
}

/** Calls `visit` for `node` and everything below it. */
export function walk(node, visit) {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}
