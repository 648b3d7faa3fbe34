// In the page: feeds a text to a client, and watches the frames meanwhile.
import { lastWords, markdown } from './text.mjs'

/** Every frame brings so many characters, or so many tokens, each a task of its own as from a network. */
const frameCharacters = 64
const frameTokens = 16
const tokenCharacters = 4

/** Streams a text into `open(root, mode)` → `{push, end}`. `mode`: `frames` or `tokens`. */
export async function feed(open, mode, characters) {
  const text = markdown(characters)
  const client = open(document.body.appendChild(document.createElement('main')), mode)
  await frames(3)
  const watch = watchFrames()
  const size = mode === 'frames' ? frameCharacters : tokenCharacters
  for (let start = 0; start < text.length; start += size) {
    if (mode === 'frames' || (start / size) % frameTokens === 0) await frames(1)
    else await task()
    client.push(text.slice(start, start + size))
  }
  client.end()
  // What was put off is part of the work.
  const isShown = () => document.body.textContent.includes(lastWords)
  for (let waited = 0; waited < 600 && !isShown(); waited++) await frames(1)
  if (!isShown()) throw new Error('The text is not shown to its end.')
  await frames(3)
  return watch()
}

/** Frames that came late, and tasks that were long, between two calls. */
function watchFrames() {
  const gaps = []
  let last = performance.now()
  let isOver = false
  const step = (now) => {
    gaps.push(now - last)
    last = now
    if (!isOver) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
  let longTasks = 0
  const observer = new PerformanceObserver((list) => (longTasks += list.getEntries().length))
  observer.observe({ type: 'longtask' })
  return () => {
    isOver = true
    observer.disconnect()
    return { late: gaps.filter((gap) => gap > 50).length, longest: Math.max(...gaps), longTasks }
  }
}

async function frames(count) {
  for (let frame = 0; frame < count; frame++) await new Promise((resolve) => requestAnimationFrame(resolve))
}

const channel = new MessageChannel()
channel.port1.start()

function task() {
  return new Promise((resolve) => {
    channel.port1.addEventListener('message', resolve, { once: true })
    channel.port2.postMessage(0)
  })
}
