declare const process: { readonly env: { readonly NODE_ENV?: string } }

const told = new Set<string>()

/** Tells developers, once for each parameter, of a type that the form has no control for. A bundler leaves nothing of it in production. */
export function warnOfType(name: string, type: string): void {
  try {
    if (process.env.NODE_ENV !== 'production') tell(name, type)
  } catch {
    // A page that no bundler built has no process.
  }
}

function tell(name: string, type: string): void {
  const what = `The form has no control for the type \`${type}\` of \`${name}\`, so it is only shown. Update @venom/react.`
  if (told.has(what)) return
  told.add(what)
  // oxlint-disable-next-line no-console -- for who builds a page, as React's own warnings
  console.warn(what)
}
