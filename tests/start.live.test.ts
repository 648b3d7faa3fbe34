import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { expect, onTestFinished, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

test('P04: npm start prints a command that gets an answer, within a minute, serves the page, and ends when it is told to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'venom-start-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const startedAt = performance.now()
  const env = { ...process.env, VENOM_DATABASE: join(folder, 'venom.sqlite'), VENOM_PORT: '0' }
  // A group of its own, as a terminal gives it: the signal reaches npm and the server alike.
  const started = spawn('npm', ['start'], { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(started, 'exit')

  let command = ''
  for await (const line of createInterface({ input: started.stdout })) {
    if (!line.trim().startsWith('curl ')) continue
    command = line.trim()
    break
  }
  const { stdout } = await run('bash', ['-c', `${command} --silent --show-error`])

  expect(stdout).toContain('"finish_reason":"stop"')
  expect(stdout).toContain('Pico')
  expect(performance.now() - startedAt).toBeLessThan(60_000)
  const [origin = ''] = /http:\/\/[^/\s'"]+/.exec(command) ?? []
  const page = await fetch(`${origin}/`)
  const html = await page.text()
  expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/html\b/)])
  expect(html).toContain('<div id="root"></div>')
  const [, source = ''] = /<script type="module"[^>]* src="([^"]+)"/.exec(html) ?? []
  const script = await fetch(new URL(source, `${origin}/`))
  expect([script.status, script.headers.get('content-type')]).toEqual([200, expect.stringContaining('javascript')])
  if (started.pid !== undefined) process.kill(-started.pid, 'SIGINT')
  await expect(exited).resolves.toBeDefined()
})
