/**
 * The nonce of the page's Content-Security-Policy, for a style element that a part makes: the global `__webpack_nonce__`, which Radix's
 * scroll lock reads too. Empty where the host names none.
 */
export function styleNonce(): { readonly nonce?: string } {
  const nonce: unknown = Reflect.get(globalThis, '__webpack_nonce__')
  return typeof nonce === 'string' ? { nonce } : {}
}
