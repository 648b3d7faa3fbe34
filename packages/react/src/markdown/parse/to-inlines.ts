import type { MarkedToken, Token, Tokens } from 'marked'

import { decodeEntities } from './entities.js'
import { isKnown } from './lexer.js'
import { pendingAddress } from './mend-inline.js'
import type { Inline } from './model.js'
import { safeAddress } from './safe-address.js'

/** Turns tokens of a text into what is shown. */
export function toInlines(tokens: readonly Token[]): readonly Inline[] {
  const nodes: Inline[] = []
  for (const token of tokens) {
    const node = isKnown(token) ? toInline(token) : undefined
    if (node === undefined) continue
    const last = nodes.at(-1)
    if (node.type === 'text' && last?.type === 'text')
      nodes[nodes.length - 1] = { type: 'text', text: last.text + node.text }
    else nodes.push(node)
  }
  return nodes
}

/** The words of a text without its marks. */
export function toPlainText(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if ('text' in node) return node.text
      if ('children' in node) return toPlainText(node.children)
      return node.type === 'image' ? node.alt : ' '
    })
    .join('')
}

function toInline(token: MarkedToken): Inline | undefined {
  switch (token.type) {
    case 'text':
      return { type: 'text', text: decodeEntities(token.text) }
    case 'escape':
      return { type: 'text', text: token.text }
    case 'html':
      return /^<br\s*\/?>$/i.test(token.raw) ? { type: 'break' } : { type: 'text', text: token.raw }
    case 'codespan':
      return { type: 'code', text: token.text }
    case 'strong':
      return { type: 'strong', children: toInlines(token.tokens) }
    case 'em':
      return { type: 'emphasis', children: toInlines(token.tokens) }
    case 'del':
      return { type: 'deleted', children: toInlines(token.tokens) }
    case 'br':
      return { type: 'break' }
    case 'link':
      return toLink(token)
    case 'image':
      return {
        type: 'image',
        address: safeAddress(decodeEntities(token.href)),
        alt: toPlainText(toInlines(token.tokens)),
      }
    default:
      return undefined
  }
}

function toLink({ href, autolink, text, tokens }: Tokens.Link): Inline {
  const children: readonly Inline[] = autolink === true ? [{ type: 'text', text }] : toInlines(tokens)
  if (href === pendingAddress) return { type: 'pending-link', children }
  const written = autolink === true ? href : decodeEntities(href)
  const address = safeAddress(written)
  if (address !== undefined) return { type: 'link', address, children }
  return autolink === true ? { type: 'text', text } : { type: 'refused-link', written, children }
}
