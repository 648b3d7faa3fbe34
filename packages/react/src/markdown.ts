// `@venom/react/markdown`: Markdown that a model writes; safe, and rendered where it grows. Runs in a browser.
export { Markdown, type MarkdownProps } from './markdown/markdown.js'
export type { MarkdownCode } from './markdown/options.js'
