/** A value as JSON for programs, in lines. A terminal may show it too: what would reach into it is escaped, which changes no value. */
export function printJson(value: object): string {
  const json = JSON.stringify(value, null, 2)
  return `${json.replace(/[\u007f-\u009f\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, escape)}\n`
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
