import { Lexer, type MarkedToken, type Token, Tokenizer } from 'marked'

/** How deep lists and quotes, or marks within a text, may lie in each other; below that they are shown as they were written. */
const maxDepth = 16

/** The lexer of `marked` with a limit to its depth, and without HTML: a tag is text. */
export interface BoundedLexer {
  /** Blocks, and the labels of links that were defined in them (`[label]: address`). The first definition of a label counts. */
  blocks(source: string): { readonly tokens: readonly Token[]; readonly defined: readonly string[] }
  inlines(source: string): readonly Token[]
  /** Takes definitions back. */
  forget(labels: readonly string[]): void
}

const lexBlocks: (this: Lexer, source: string, tokens: Token[], isClipped: boolean) => Token[] =
  Lexer.prototype.blockTokens

/** Makes a lexer for one document. */
export function createLexer(): BoundedLexer {
  const tokenizer = new Tokenizer()
  tokenizer.html = () => undefined
  const lexer = new Lexer({ gfm: true, tokenizer })
  let depth = 0

  // `marked` recurses without a limit: 4 kB of `>` overflow the stack.
  const nested = (tokens: Token[], rest: () => Token, lex: () => Token[]): Token[] => {
    if (depth === maxDepth) {
      tokens.push(rest())
      return tokens
    }
    depth += 1
    try {
      return lex()
    } finally {
      depth -= 1
    }
  }
  const blockTokens = (source: string, tokens: Token[] = [], isClipped = false): Token[] =>
    nested(
      tokens,
      () => ({ type: 'paragraph', raw: source, text: source, tokens: [] }),
      () => lexBlocks.call(lexer, source, tokens, isClipped),
    )
  const inlineTokens = (source: string, tokens: Token[] = []): Token[] =>
    nested(
      tokens,
      () => ({ type: 'text', raw: source, text: source }),
      () => Lexer.prototype.inlineTokens.call(lexer, source, tokens),
    )
  Object.assign(lexer, { blockTokens, inlineTokens })

  let defined: string[] = []
  const links = lexer.tokens.links
  lexer.tokens.links = new Proxy(links, {
    set(target, label, value) {
      defined.push(String(label))
      return Reflect.set(target, label, value)
    },
  })

  return {
    blocks(source) {
      lexer.state.top = true
      defined = []
      const tokens = blockTokens(source)
      // Texts are lexed one by one, when it is known which are new.
      lexer.inlineQueue = []
      return { tokens, defined }
    },
    inlines(source) {
      lexer.state.inLink = false
      lexer.state.inRawBlock = false
      return inlineTokens(source)
    },
    forget(labels) {
      for (const label of labels) Reflect.deleteProperty(links, label)
    },
  }
}

const known: Record<MarkedToken['type'], true> = {
  blockquote: true,
  br: true,
  checkbox: true,
  code: true,
  codespan: true,
  def: true,
  del: true,
  em: true,
  escape: true,
  heading: true,
  hr: true,
  html: true,
  image: true,
  link: true,
  list: true,
  list_item: true,
  paragraph: true,
  space: true,
  strong: true,
  table: true,
  text: true,
}

/** Tells the tokens of `marked` from those of its extensions, of which there are none here. */
export function isKnown(token: Token): token is MarkedToken {
  return Object.hasOwn(known, token.type)
}
