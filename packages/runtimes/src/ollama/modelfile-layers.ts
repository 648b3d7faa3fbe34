/** The files that a model is made of, as its Modelfile names them. */
export interface ModelfileLayers {
  /** The file of its weights, on the server's machine. Absent where none is named. */
  readonly base?: string
  /** An adapter (LoRA) is laid over them. */
  readonly isAdapted: boolean
}

/**
 * Reads which files the `modelfile` of `/api/show` names. Ollama prints them first, a line each and as they are: the weights, a draft,
 * the adapters, then what else is read as a model, such as a projector. Nothing behind is read: those are a stranger's texts (TEMPLATE,
 * SYSTEM, LICENSE, …), in which Ollama escapes no quotes, so that a line inside one can look like anything.
 * @see https://github.com/ollama/ollama/blob/v0.34.4/server/images.go (Model.String), parser/parser.go (Command.String)
 */
export function readLayers(modelfile: string): ModelfileLayers {
  let base: string | undefined
  let isAdapted = false
  for (const line of modelfile.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const [, command, file] = /^(FROM|DRAFT|ADAPTER) (.*)$/s.exec(line) ?? []
    if (command === undefined) break
    if (command === 'FROM') base ??= file || undefined
    if (command === 'ADAPTER') isAdapted = true
  }
  return { ...(base === undefined ? {} : { base }), isAdapted }
}
