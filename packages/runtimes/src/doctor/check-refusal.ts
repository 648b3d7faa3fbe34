import type { Health, OpenOptions } from '@venom/core'

import type { Finding } from './finding.js'

/** Looks whether we are let in: by the key, and by the name that we ask by. */
export function checkRefusal(health: Health, { url, key }: OpenOptions): readonly Finding[] {
  if (health.state !== 'refused') return []
  if (health.code === 'runtime.rejected') return [{ ...unknownName, message: health.hint }]
  if (key !== undefined && key !== '') return [wrongKey]
  const mend = `Give the key that it was started with: VENOM_KEY=… npx @venom/runtimes doctor ${url}`
  return [{ code: 'key.missing', severity: 'problem', message: 'The server asks for a key.', mend }]
}

const unknownName: Omit<Finding, 'message'> = {
  code: 'address.refused',
  severity: 'problem',
  mend: 'Where a proxy stands before it, have that send a Host header that the server knows.',
}

const wrongKey: Finding = {
  code: 'key.wrong',
  severity: 'problem',
  message: 'The server refuses the key that was given.',
  mend: 'Give the key that it was started with.',
}
