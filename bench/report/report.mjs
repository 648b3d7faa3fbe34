import { areApart } from '../apart.mjs'
import { versions } from './versions.mjs'

/** What results.md holds: `sections` are `{title, clients, table}`, a server each. */
export async function toReport(sections) {
  const tables = sections.map(({ title, table }) => `## ${title}\n\n${table}\n`)
  const clients = new Map(sections.flatMap((section) => section.clients.map(({ name, title }) => [name, title])))
  return `# Results

${new Date().toISOString().slice(0, 10)} · ${await versions()}

Ratios to the floor (its own value in brackets), medians of interleaved runs in fresh processes, server and client on
${areApart ? 'processors of their own' : 'the same processors'}; smaller is better. Lines with a unit are absolute. [README.md](README.md) says what each line means.

${tables.join('\n')}
${[...clients].map(([name, title]) => `- ${name}: ${title}`).join('\n')}
`
}
