/**
 * A model's name in the one form that all its spellings share: Ollama reads names without regard to case, adds `:latest` where
 * there is no tag, and leaves out its own registry and the namespace `library`.
 */
export function commonName(name: string): string {
  const short = name
    .toLowerCase()
    .replace(/^registry\.ollama\.ai\//, '')
    .replace(/^library\//, '')
  return short.lastIndexOf(':') > short.lastIndexOf('/') ? short : `${short}:latest`
}
