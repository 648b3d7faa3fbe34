import type { Runtime, RuntimeDirectory, RuntimeKind } from '@venom/core'

/**
 * Of the runtimes that were found those that are not listed yet. One whose name was given to another server is opened anew with its
 * port behind the name of its kind, such as `ollama-11434`.
 */
export function pickNew(
  found: readonly Runtime[],
  directory: RuntimeDirectory,
  kinds: readonly RuntimeKind[],
): readonly Runtime[] {
  const listed = new Set(directory.list().flatMap(({ url }) => url ?? []))
  return found.flatMap((runtime) => {
    const { id, url, kind: name } = runtime
    if (url !== undefined && listed.has(url)) return []
    if (directory.get(id) === undefined) return runtime
    return url === undefined ? [] : (openAside(name, url, directory, kinds) ?? [])
  })
}

function openAside(
  name: string,
  url: string,
  directory: RuntimeDirectory,
  kinds: readonly RuntimeKind[],
): Runtime | undefined {
  const id = `${name}-${new URL(url).port}`
  return directory.get(id) === undefined ? kinds.find(({ kind }) => kind === name)?.open({ id, url }) : undefined
}
