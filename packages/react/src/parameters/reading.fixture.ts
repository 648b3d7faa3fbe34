import { cdp } from 'vitest/browser'

interface AxValue {
  readonly value?: unknown
}

interface AxNode {
  readonly nodeId: string
  readonly ignored: boolean
  readonly role?: AxValue
  readonly name?: AxValue
  readonly description?: AxValue
  readonly value?: AxValue
  readonly properties?: readonly { readonly name: string; readonly value: AxValue }[]
  readonly childIds?: readonly string[]
  readonly backendDOMNodeId?: number
}

/** Roles whose content is their name: what is in them is not read a second time. */
const named = ['heading', 'button', 'DisclosureTriangle', 'switch', 'combobox', 'spinbutton', 'slider', 'textbox']
/** Roles that a screen reader passes through without a word. */
const silent = [
  'RootWebArea',
  'generic',
  'none',
  'paragraph',
  'list',
  'InlineTextBox',
  'ListMarker',
  'LineBreak',
  'LabelText',
]

/**
 * What a screen reader says of this page, line by line, in its order: role, name, value, states, and after a dash the description. From
 * Chromium's own accessibility tree.
 */
export async function readPage(): Promise<string> {
  const { frameTree } = await cdp().send('Page.getFrameTree')
  const frameId = frameTree.childFrames?.at(-1)?.frame.id
  const { nodes } = await cdp().send('Accessibility.getFullAXTree', frameId === undefined ? {} : { frameId })
  const byId = new Map<string, AxNode>()
  for (const node of nodes)
    byId.set(node.nodeId, ['slider', 'spinbutton'].includes(text(node.role)) ? await withValueText(node) : node)
  const [root] = nodes
  return root === undefined ? '' : read(root, byId).join('\n')
}

/** The protocol leaves out what a slider or a spin button says of its value, which is what a screen reader says instead of the number. */
async function withValueText(node: AxNode): Promise<AxNode> {
  if (node.backendDOMNodeId === undefined) return node
  const { node: element } = await cdp().send('DOM.describeNode', { backendNodeId: node.backendDOMNodeId })
  const { attributes = [] } = element
  const value = attributes[attributes.indexOf('aria-valuetext') + 1]
  return { ...node, value: { value } }
}

function read(node: AxNode, byId: ReadonlyMap<string, AxNode>): readonly string[] {
  const role = text(node.role)
  const line = node.ignored || silent.includes(role) ? [] : [describe(node, role)]
  if (!node.ignored && named.includes(role)) return line
  const children = (node.childIds ?? []).flatMap((id) => {
    const child = byId.get(id)
    return child === undefined ? [] : read(child, byId)
  })
  return [...line, ...children]
}

function describe(node: AxNode, role: string): string {
  if (role === 'StaticText') return text(node.name)
  const properties = new Map(node.properties?.map(({ name, value }) => [name, value.value]))
  const value = text(node.value)
  const states = [
    properties.get('checked') === undefined ? '' : properties.get('checked') === 'true' ? 'on' : 'off',
    properties.get('invalid') === 'true' ? 'invalid' : '',
    properties.get('expanded') === undefined ? '' : properties.get('expanded') === true ? 'expanded' : 'collapsed',
  ].filter((state) => state !== '')
  const said = [`${role} "${text(node.name)}"`, ...(value === '' ? [] : [value]), ...states].join(', ')
  const description = text(node.description)
  return description === '' ? said : `${said} - ${description}`
}

function text(from: AxValue | undefined): string {
  const value = from?.value
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
