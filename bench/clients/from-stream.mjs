/** A client from what an SDK offers: `ask` gives its stream, `textOf` the token in one item, if there is one. */
export function fromStream(ask, textOf) {
  async function read(onToken) {
    for await (const item of await ask()) {
      const text = textOf(item)
      if (text) onToken(text)
    }
  }
  return {
    read,
    async count() {
      let tokens = 0
      await read(() => (tokens += 1))
      return tokens
    },
    pieces: ask,
  }
}
