/**
 * Gives the nonce of this page's Content-Security-Policy to the one library that makes a style element (the scroll lock of Radix
 * Select, by `get-nonce`), under the name that bundlers agreed on for it.
 */
export function nameNonce(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
  Object.assign(globalThis, { __webpack_nonce__: nonce })
}
