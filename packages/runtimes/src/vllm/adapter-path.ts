/** What else vLLM takes is a folder below its own, or a name on a hub: nothing tells the two apart. */
export function isAbsolute(path: string): boolean {
  return /^[/~]/.test(path)
}

/**
 * The same folder in other words. vLLM keeps what it computed of a prompt under the adapter's name and path, and takes it for that
 * of the new files where both are the same (0.32.0).
 * @see https://github.com/vllm-project/vllm/issues/42125
 */
export function respell(path: string, spelling: number): string {
  if (!isAbsolute(path) || spelling === 0) return path
  return plainPath(path) + spelling.toString(2).replaceAll('1', '//.').replaceAll('0', '/.')
}

/** A path without what changes nothing at its end. */
function plainPath(path: string): string {
  let end = path.length
  while (path.endsWith('/', end) || path.endsWith('/.', end)) end -= path.endsWith('/', end) ? 1 : 2
  return path.slice(0, end)
}
