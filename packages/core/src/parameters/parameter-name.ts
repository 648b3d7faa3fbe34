const form = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/

/**
 * Tells whether a text can name a parameter: a letter, then letters, digits, `_` and `-`, 64 characters at most. Names that
 * every JavaScript object has by itself (`constructor`, `toString`, …) are none, as they would be found where nothing was set.
 */
export function isParameterName(name: string): boolean {
  return form.test(name) && !(name in Object.prototype)
}
