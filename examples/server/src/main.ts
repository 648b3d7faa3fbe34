import { VenomError } from '@venom/core'

import { helpText, parseOptions, type ServerOptions } from './options.js'
import { type RunningServer, startServer } from './server.js'

// Whoever started the server may read no further than its first lines (`| head`): that is no reason to end it.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const parsed = parseOptions(process.argv.slice(2), process.env)
if (parsed.ask === 'help') process.stdout.write(helpText)
else if (parsed.ask === 'nothing') {
  process.stderr.write(`${parsed.message}\nnpm start -- --help shows what can be given.\n`)
  process.exitCode = 2
} else await run(parsed.options)

async function run(options: ServerOptions): Promise<void> {
  try {
    const server = await startServer(options)
    stopOnSignal(server)
    process.stdout.write(greeting(server))
    const [troubles, suggested] = await Promise.all([server.troubles(), suggestion(server)])
    process.stderr.write(troubles.map((trouble) => `${trouble}\n`).join(''))
    process.stdout.write(suggested)
  } catch (thrown) {
    // What a person can mend is told in a sentence; the rest is ours and comes with its stack.
    if (!VenomError.is(thrown)) throw thrown
    process.stderr.write(`${thrown.message}\n`)
    process.exitCode = 1
  }
}

/** What to open comes first; the rest is for programs, and for pages on other machines. */
function greeting({ url, token, isLocal, hasPage }: RunningServer): string {
  const open = hasPage
    ? `Open ${here(url)} in a browser.\n`
    : `Venom listens on ${here(url)}, without its page: npm run build makes it.\n`
  const need = isLocal ? 'to change anything from another program' : 'for everything, and the page asks for it'
  return `${open}\ntoken: ${token}\n  (${need})\n\n`
}

async function suggestion({ url, token, isLocal, embeddedModel }: RunningServer): Promise<string> {
  const model = await embeddedModel()
  if (model === undefined) return `The embedded model cannot answer; ${here(url)}/api/v1/runtimes says why.\n`
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'Who are you?' }] })
  const key = isLocal ? '' : ` -H 'authorization: Bearer ${token}'`
  return `Ask it something without a browser:\n  curl ${here(url)}/v1/chat/completions -H 'content-type: application/json'${key} -d '${body}'\n`
}

/** An address that stands for all of this machine's is none to call. */
function here(url: string): string {
  return url.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//127.0.0.1')
}

function stopOnSignal(server: RunningServer): void {
  let isStopping = false
  const stop = (signal: NodeJS.Signals): void => {
    // Whoever asks twice does not want to wait. 128 + number of the signal is what shells expect.
    if (isStopping) process.exit(signal === 'SIGINT' ? 130 : 143)
    isStopping = true
    void server.close()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
