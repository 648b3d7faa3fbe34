/**
 * An address as it can be printed: without a login, and without what stands behind `?` and `#`, where secrets are written too. What
 * is no address loses all that could be a login.
 */
export function shownAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || parsed.host === '') return url.replace(/^(\w+:\/\/)?.*@/s, '$1').replace(/[?#].*/s, '')
  const { username, password, search, hash, protocol, host, pathname } = parsed
  const hasSecrets = [username, password, search, hash].some((part) => part !== '')
  return hasSecrets ? `${protocol}//${host}${pathname.replace(/\/$/, '')}` : url
}
