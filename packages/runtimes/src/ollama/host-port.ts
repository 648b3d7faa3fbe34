import { portOfThisMachine } from '../adapter/this-machine.js'

/**
 * The port that the variable OLLAMA_HOST gives an Ollama on this machine, read as Ollama does: a host, a port or both, with or
 * without `http://`, in spaces and quotes; a port that is none is the usual one. Null where it names another machine, another
 * protocol, any free port (0), or nothing.
 * @see https://github.com/ollama/ollama/blob/v0.34.4/envconfig/config.go (Host, Var)
 */
export function hostPort(variable: string | undefined): number | null {
  const said =
    variable
      ?.trim()
      .replace(/^["']+|["']+$/g, '')
      .trim() ?? ''
  const [, scheme, place = ''] = /^(?:([^/]*):\/\/)?([^/]*)/.exec(said) ?? []
  if (said === '' || (scheme !== undefined && scheme !== 'http')) return null
  const [, host = place, port = ''] = /^(\[[^\]]*\]|[^:]*):([^:]*)$/.exec(place) ?? []
  const isPort = /^\d{1,5}$/.test(port) && Number(port) <= 65_535
  const usual = scheme === 'http' ? '80' : '11434'
  return portOfThisMachine(`http://${toUrlHost(host)}:${isPort ? port : usual}`) || null
}

/** Ollama takes no host for this machine, and an address of IPv6 also without its brackets. */
function toUrlHost(host: string): string {
  if (host === '') return 'localhost'
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}
