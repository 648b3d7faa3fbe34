// The catalogue of errors is true: each code is thrown by us, and some test sees it.
import { exists, list, read, sources, tests } from './files.mjs'
import { parse, ts, walk } from './syntax.mjs'

const catalogue = 'packages/core/src/errors/codes.ts'

export const check = {
  name: 'error-codes',
  says: 'every error code is thrown by the sources and seen by a test',
  find(root) {
    if (!exists(root, catalogue)) return [`${catalogue} is not there`]
    const others = (paths) => paths.filter((path) => !path.startsWith('packages/core/src/errors/codes.'))
    const isCase = (path) => /\/(testing|conformance)\//.test(path)
    const thrown = literals(
      root,
      others(sources(root)).filter((path) => !isCase(path)),
    )
    const tested = literals(
      root,
      others([...tests(root), ...list(root, 'packages/*/src/{testing,conformance}/**/*.ts')]),
    )
    return codes(root).flatMap((code) => [
      ...(thrown.has(code) ? [] : [`${code} is thrown nowhere`]),
      ...(tested.has(code) ? [] : [`${code} is seen by no test`]),
    ])
  },
}

function codes(root) {
  const found = []
  walk(parse(root, catalogue), (node) => {
    if (ts.isVariableDeclaration(node) && node.name.getText() === 'errorCodes')
      walk(node, (inner) => {
        if (ts.isPropertyAssignment(inner) && ts.isStringLiteral(inner.name)) found.push(inner.name.text)
      })
  })
  return found
}

/** Texts of all string literals; a code inside a longer text (a recorded reply) counts as well. */
function literals(root, paths) {
  const everything = paths.map((path) => read(root, path)).join('\n')
  return { has: (code) => new RegExp(`['"\`]${RegExp.escape(code)}\\\\?['"\`]`).test(everything) }
}
