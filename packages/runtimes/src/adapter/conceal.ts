/** A key shorter than this, in characters, is no secret (`ollama`, `EMPTY`, `token`): a server's own words could go with it. */
const minSecret = 8
/** Longest key that is looked for in all spellings, in characters. */
const maxSpelled = 512

/** Makes what takes a key out of a text, also where JSON spells it otherwise: servers repeat the key that they refuse. */
export function concealing(key: string | undefined): (text: string) => string {
  if (key === undefined || key.length < minSecret) return (text) => text
  // A key that long is looked for as it is: in all its spellings that would take too long.
  if (key.length > maxSpelled) return (text) => text.replaceAll(key, '[key]')
  const secret = new RegExp(Array.from(key, anySpelling).join(''), 'g')
  return (text) => text.replace(secret, '[key]')
}

function anySpelling(character: string): string {
  const plain = character.replace(/\W/, String.raw`\$&`)
  const escaped = /["\\/]/.test(character) ? String.raw`\\${plain}|` : ''
  const hex = character.charCodeAt(0).toString(16).padStart(4, '0')
  const anyCase = hex.replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`)
  return String.raw`(?:${escaped}${plain}|\\u${anyCase})`
}
