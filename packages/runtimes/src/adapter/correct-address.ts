/** What to do about an address at which another server stands than was meant: others write a path into it that we do without. */
export function correctAddress(url: string): string {
  const path = /\/(?:v1|api)\/?$/.exec(url)?.[0]
  return path === undefined ? 'Correct the address.' : `Leave ${path} out of the address.`
}
