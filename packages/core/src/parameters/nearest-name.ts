// What other projects call our parameters. Sources: llama-server README, vLLM SamplingParams, OpenAI and Hugging Face references.
const foreignNames: Readonly<Record<string, string>> = {
  numpredict: 'max_tokens',
  npredict: 'max_tokens',
  maxnewtokens: 'max_tokens',
  maxcompletiontokens: 'max_tokens',
  temp: 'temperature',
  typp: 'typical_p',
  repetitionpenalty: 'repeat_penalty',
  penaltylastn: 'repeat_last_n',
}

/** Finds the known name that somebody most likely meant, or undefined where none is near. Case, `_` and `-` do not count. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name.length > 64) return undefined
  const wanted = plain(name)
  const foreign = Object.hasOwn(foreignNames, wanted) ? foreignNames[wanted] : undefined
  if (foreign !== undefined && known.includes(foreign)) return foreign
  let best: { readonly name: string; readonly distance: number } | undefined
  for (const candidate of known) {
    const distance = editDistance(wanted, plain(candidate))
    if (distance < (best?.distance ?? Infinity)) best = { name: candidate, distance }
  }
  return best !== undefined && best.distance <= Math.max(1, Math.floor(wanted.length / 4)) ? best.name : undefined
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '')
}

// Levenshtein's distance, one row at a time.
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (const [index, character] of [...a].entries()) {
    const next = [index + 1]
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (character === b[column - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
