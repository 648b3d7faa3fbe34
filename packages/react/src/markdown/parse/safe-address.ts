const schemes = new Set(['http:', 'https:', 'mailto:'])

/**
 * Judges the address of a link, which a model wrote.
 *
 * @returns The address as a browser reads it when it is http, https or mailto; `undefined` for everything else: relative ones, which
 * would lead into the app itself, ones with control characters, which browsers drop (`java\nscript:`), and ones with a user name, which
 * pretend to lead elsewhere (`https://bank.example@evil.example`).
 */
export function safeAddress(written: string): string | undefined {
  // oxlint-disable-next-line no-control-regex
  if (!/^(?:https?:\/\/|mailto:)[^\u0000-\u001f\u007f-\u009f]+$/i.test(written) || !URL.canParse(written))
    return undefined
  const { href, protocol, username, password } = new URL(written)
  return schemes.has(protocol) && username === '' && password === '' ? href : undefined
}
