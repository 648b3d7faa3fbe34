interface Version {
  readonly form: 'dotted' | 'build'
  readonly parts: readonly number[]
}

/**
 * Compares two versions: below 0 where `a` is the earlier, 0 where they are the same. Read are dotted ones (`0.34.4`,
 * `v0.33.0-rc2`) and llama.cpp's build numbers (`b11669-Debian`); whatever follows the numbers does not count, so a release
 * candidate is its release. Undefined where one is of no known form, where the forms differ, and for `0.0.0`, which a
 * development build calls itself.
 */
export function compareVersions(a: string, b: string): number | undefined {
  const left = parseVersion(a)
  const right = parseVersion(b)
  if (left === undefined || right === undefined || left.form !== right.form) return undefined
  const places = Math.max(left.parts.length, right.parts.length)
  for (let place = 0; place < places; place += 1) {
    const difference = (left.parts[place] ?? 0) - (right.parts[place] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function parseVersion(text: string): Version | undefined {
  const build = /^b(\d{1,9})(?!\w)/.exec(text)?.[1]
  if (build !== undefined) return { form: 'build', parts: [Number(build)] }
  const dotted = /^v?(\d{1,9}(?:\.\d{1,9}){1,4})/.exec(text)?.[1]
  const parts = dotted?.split('.').map(Number)
  return parts?.some((part) => part > 0) ? { form: 'dotted', parts } : undefined
}
