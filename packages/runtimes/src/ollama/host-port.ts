/**
 * The port that the variable OLLAMA_HOST gives an Ollama on this machine, read as Ollama does: a host, a port or both, with or
 * without `http://`. Null where it names another machine, another protocol, or nothing.
 * @see https://github.com/ollama/ollama/blob/v0.34.4/envconfig/config.go (Host)
 */
export function hostPort(variable: string | undefined): number | null {
  const said = variable?.trim() ?? ''
  const [, scheme, host = '', port] = /^(?:(\w+):\/\/)?(\[[^\]]*\]|[^:/]*)(?::(\d{1,5}))?(?:\/.*)?$/.exec(said) ?? []
  if (said === '' || (scheme !== undefined && scheme !== 'http')) return null
  if (!/^(|localhost|127(\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(host)) return null
  if (port === undefined) return scheme === 'http' ? 80 : 11434
  const number = Number(port)
  return number > 0 && number <= 65_535 ? number : null
}
