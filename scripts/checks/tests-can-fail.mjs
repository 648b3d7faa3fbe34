// No test that cannot fail: each expects something, none is switched off.
import { tests } from './files.mjs'
import { lineOf, parse, ts, walk } from './syntax.mjs'

const runners = new Set(['test', 'it', 'describe'])
const off = new Set(['only', 'skip', 'todo', 'skipIf', 'runIf', 'fails'])
const proves = /\b(expect|expectTypeOf|assert|fc\.assert)\b|\bexpect[A-Z]\w*\(|\brun\(/

export const check = {
  name: 'tests-can-fail',
  says: 'every test expects something, and none is switched off or alone',
  find(root) {
    return tests(root).flatMap((path) => {
      const problems = []
      const file = parse(root, path)
      const provers = localProvers(file)
      walk(file, (node) => {
        if (ts.isPropertyAccessExpression(node) && runners.has(node.expression.getText()) && off.has(node.name.text))
          problems.push(`${lineOf(node)} says ${node.getText()}`)
        if (ts.isCallExpression(node) && isTest(node.expression) && !canFail(node, provers))
          problems.push(`${lineOf(node)} expects nothing: ${node.arguments[0]?.getText().slice(0, 60)}`)
      })
      return problems
    })
  },
}

/** `test(…)`, `it(…)` and `test.each(…)(…)`. */
function isTest(callee) {
  if (ts.isIdentifier(callee)) return callee.text === 'test' || callee.text === 'it'
  return ts.isCallExpression(callee) && /^(test|it)\.(each|for)$/.test(callee.expression.getText())
}

/** A body given by name proves by itself: it is a case of a suite, which throws. */
function canFail(call, provers) {
  const body = call.arguments.find((argument) => ts.isArrowFunction(argument) || ts.isFunctionExpression(argument))
  if (body === undefined) return call.arguments.length > 1
  const text = body.body.getText()
  return proves.test(text) || provers.some((name) => text.includes(`${name}(`))
}

/** Functions of this file that expect something: a test that calls one can fail. */
function localProvers(file) {
  const names = []
  walk(file, (node) => {
    if (ts.isFunctionDeclaration(node) && node.body !== undefined && proves.test(node.body.getText()))
      names.push(node.name?.text)
    if (
      ts.isVariableDeclaration(node) &&
      node.initializer !== undefined &&
      ts.isArrowFunction(node.initializer) &&
      proves.test(node.initializer.getText())
    )
      names.push(node.name.getText())
  })
  return names.filter((name) => name !== undefined)
}
