/** The oldest Node.js that runs us, as in `engines` of the package. */
export const oldestNode = '22.19'

/** What to tell where Node.js is too old; null where it is not. */
export function tellOldNode(version: string): string | null {
  const [major, minor] = numbersOf(version)
  const [oldestMajor, oldestMinor] = numbersOf(oldestNode)
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null
  return `This command needs Node.js ${oldestNode} or newer, and this is ${version}. Update Node.js.`
}

function numbersOf(version: string): readonly [major: number, minor: number] {
  const [major, minor] = version.split('.')
  return [Number(major), Number(minor)]
}
