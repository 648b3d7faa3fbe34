// Every export says what it is, in a first sentence that stands alone.
import { sources } from './files.mjs'
import { lineOf, parse, ts } from './syntax.mjs'

export const check = {
  name: 'docstrings',
  says: 'every export of a package has a docstring whose first sentence stands alone',
  find(root) {
    return sources(root)
      .filter((path) => path.startsWith('packages/'))
      .flatMap((path) => exported(parse(root, path)).flatMap(judge))
  },
}

/** Exported declarations; of an overloaded function only the first. */
function exported(file) {
  const names = new Set()
  return file.statements.filter((statement) => {
    const isExport =
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)
    if (!isExport) return false
    if (!ts.isFunctionDeclaration(statement)) return true
    const isFirst = !names.has(statement.name?.text)
    names.add(statement.name?.text)
    return isFirst
  })
}

function judge(statement) {
  const text = ts
    .getJSDocCommentsAndTags(statement)
    .filter(ts.isJSDoc)
    .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
    .join(' ')
    .trim()
  const where = `${lineOf(statement)} ${nameOf(statement)}`
  if (text === '') return [`${where} has no docstring`]
  if (!/[.!?:)](\s|$)/.test(text)) return [`${where}: its first sentence has no end`]
  return []
}

function nameOf(statement) {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map((one) => one.name.getText()).join(', ')
  return statement.name?.getText() ?? 'export'
}
