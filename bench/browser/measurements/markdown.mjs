/** A long answer, rendered while it comes. */
export const clients = [
  { id: 'floor', name: 'plain text' },
  { id: 'empty', name: 'empty page' },
  { id: 'streamdown', name: 'streamdown' },
  { id: 'assistant-ui', name: 'assistant-ui' },
  { id: 'ours', name: 'ours' },
]

const rows = (id, title) => [
  { id: `${id}-script`, title: `${title}: script`, unit: 'ms', isRatio: true },
  { id: `${id}-layout`, title: 'style and layout', unit: 'ms', isRatio: true },
  { id: `${id}-all`, title: 'all work of the page', unit: 'ms', isRatio: true },
  { id: `${id}-late`, title: 'late frames, more than 50 ms after the one before', unit: 'frames' },
  { id: `${id}-longest`, title: 'longest wait for a frame', unit: 'ms' },
  { id: `${id}-tasks`, title: 'tasks longer than 50 ms', unit: 'tasks' },
]

export const cases = [
  { id: 'frames', characters: 48_000, runs: 3, rows: rows('frames', '48,000 characters, 64 a frame') },
  { id: 'tokens', characters: 8_000, runs: 3, rows: rows('tokens', '8,000 characters, token by token') },
]

export const run = `import { feed } from './feed.mjs'\nwindow.bench = (mode, characters) => feed(open, mode, characters)`

export async function measure(page, spent, { id, characters }, isQuick) {
  const before = await spent()
  const { late, longest, longTasks } = await page.evaluate(
    ([mode, count]) => window.bench(mode, count),
    [id, isQuick ? 2_000 : characters],
  )
  const after = await spent()
  return {
    [`${id}-script`]: after.script - before.script,
    [`${id}-layout`]: after.layout - before.layout,
    [`${id}-all`]: after.all - before.all,
    [`${id}-late`]: late,
    [`${id}-longest`]: longest,
    [`${id}-tasks`]: longTasks,
  }
}
