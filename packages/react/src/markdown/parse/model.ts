/** Text with its marks. An address in it has been judged: see `safeAddress`. */
export type Inline =
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis' | 'deleted'; readonly children: readonly Inline[] }
  | { readonly type: 'link'; readonly address: string; readonly children: readonly Inline[] }
  | { readonly type: 'refused-link'; readonly written: string; readonly children: readonly Inline[] }
  | { readonly type: 'pending-link'; readonly children: readonly Inline[] }
  | { readonly type: 'image'; readonly address: string | undefined; readonly alt: string }
  | { readonly type: 'break' }

/** A stretch of a text that is lexed at once. The same source in the same document gives the same object again. */
export interface Run {
  readonly source: string
  readonly nodes: readonly Inline[]
}

/** The text of a leaf. Nearly always one run; more in one that is longer than what is lexed at once. */
export type Content = readonly Run[]

/** A block of a document. An object never changes; where a text grows, what stayed the same stays the same object. */
export type Block =
  | ParagraphBlock
  | { readonly type: 'heading'; readonly depth: number; readonly content: Content }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | { readonly type: 'rule' }
  | CodeBlock
  | ListBlock
  | TableBlock

/** A paragraph. */
interface ParagraphBlock {
  readonly type: 'paragraph'
  /** Whether it is the text of an item in a list without space between its items. */
  readonly isBare: boolean
  readonly content: Content
}

/** Code. The chunks end at line ends; together they are its text. */
export interface CodeBlock {
  readonly type: 'code'
  /** First word after the fence; empty without one. */
  readonly language: string
  readonly chunks: readonly string[]
  /** Whether more of it may come. */
  readonly isOpen: boolean
}

/** A list. */
export interface ListBlock {
  readonly type: 'list'
  /** First number; absent: not a numbered list. */
  readonly start: number | undefined
  /** Whether there is space between its items. */
  readonly isLoose: boolean
  readonly items: readonly ListItem[]
}

/** An item of a list. */
export interface ListItem {
  /** Whether its task is done; absent: it is no task. */
  readonly isDone: boolean | undefined
  readonly blocks: readonly Block[]
}

/** A table. */
export interface TableBlock {
  readonly type: 'table'
  readonly align: readonly Align[]
  readonly header: TableRow
  readonly rows: readonly TableRow[]
}

/** How a column is aligned; `null`: as text is. */
export type Align = 'left' | 'center' | 'right' | null

/** The cells of a row. */
export type TableRow = readonly Content[]
