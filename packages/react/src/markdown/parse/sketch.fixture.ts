import type { Block, Content, Inline } from './model.js'

/** Blocks as a short text, for tests: `p(a b(bold))`. */
export function sketch(blocks: readonly Block[]): string {
  return blocks.map(toSketch).join(' ')
}

function toSketch(block: Block): string {
  switch (block.type) {
    case 'paragraph':
      return block.isBare ? words(block.content) : `p(${words(block.content)})`
    case 'heading':
      return `h${block.depth}(${words(block.content)})`
    case 'quote':
      return `quote(${sketch(block.blocks)})`
    case 'rule':
      return 'hr'
    case 'code':
      return `code${block.isOpen ? '…' : ''}[${block.language}](${block.chunks.join('')})`
    case 'list':
      return `${block.start ?? '-'}(${block.items.map(({ isDone, blocks }) => `${isDone === undefined ? '' : isDone ? '☑' : '☐'}${sketch(blocks)}`).join('; ')})`
    case 'table':
      return `table(${[block.header, ...block.rows].map((row) => row.map(words).join('|')).join('; ')})`
  }
}

function words(content: Content): string {
  return content.flatMap(({ nodes }) => nodes.map(mark)).join('')
}

function mark(node: Inline): string {
  const inner = 'children' in node ? node.children.map(mark).join('') : ''
  switch (node.type) {
    case 'text':
      return node.text
    case 'code':
      return `\`${node.text}\``
    case 'strong':
      return `b(${inner})`
    case 'emphasis':
      return `i(${inner})`
    case 'deleted':
      return `s(${inner})`
    case 'break':
      return '⏎'
    case 'link':
      return `a(${inner} → ${node.address})`
    case 'pending-link':
      return `a(${inner} → …)`
    case 'refused-link':
      return `refused(${inner} → ${node.written})`
    case 'image':
      return `image(${node.alt} → ${node.address ?? 'refused'})`
  }
}
