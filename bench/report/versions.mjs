import { readFile } from 'node:fs/promises'

const packages = [
  'undici',
  'eventsource-parser',
  'openai',
  'ai',
  '@ai-sdk/openai-compatible',
  'ollama',
  '@langchain/core',
  '@langchain/ollama',
  'ai-sdk-ollama',
  'ollama-ai-provider-v2',
]

/** What was measured, in words that hold on any machine. */
export async function versions() {
  const ours = await read('../../packages/runtimes/package.json')
  const theirs = await Promise.all(packages.map((name) => read(`../node_modules/${name}/package.json`)))
  return [`Node ${process.versions.node}`, ...[ours, ...theirs].map(({ name, version }) => `${name} ${version}`)].join(
    ' · ',
  )
}

async function read(path) {
  return JSON.parse(await readFile(new URL(path, import.meta.url), 'utf8'))
}
