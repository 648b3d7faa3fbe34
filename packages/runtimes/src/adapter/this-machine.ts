/**
 * The port of an address on this machine, by whichever of its names; null for any other. The address that a server listens on to
 * be reached from everywhere (`0.0.0.0`, `::`) is this machine for whoever asks it.
 */
export function portOfThisMachine(url: string): number | null {
  if (!URL.canParse(url)) return null
  const { protocol, hostname, port } = new URL(url)
  if (!/^(localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname)) return null
  return port === '' ? usualPort(protocol) : Number(port)
}

function usualPort(protocol: string): number {
  return protocol === 'https:' ? 443 : 80
}
