/**
 * A stranger's text as it can go into logs and terminals: control characters, line separators and what turns the direction of
 * writing become a space.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ')
}
