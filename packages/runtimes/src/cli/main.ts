import { diagnose, diagnoseMachine } from '../doctor/diagnose.js'
import { llamaCppKind } from '../llama-cpp/llama-cpp.js'
import { ollamaKind } from '../ollama/ollama.js'
import { vllmKind } from '../vllm/vllm.js'
import { helpText, parseCommand } from './arguments.js'
import { printDiagnosis } from './print-diagnosis.js'

const kinds = [ollamaKind, vllmKind, llamaCppKind]

const command = parseCommand(process.argv.slice(2))
if (command.ask === 'help') process.stdout.write(helpText)
else if (command.ask === 'nothing') {
  process.stderr.write(`${command.message}\n\n${helpText}`)
  process.exitCode = 2
} else await doctor(command.url, command.json)

async function doctor(url: string | undefined, isJson: boolean): Promise<void> {
  const key = process.env['VENOM_KEY']
  const options = { ...(key === undefined || key === '' ? {} : { key }) }
  const seen = url === undefined ? await diagnoseMachine(kinds) : [await diagnose(kinds, { url, ...options })]
  if (isJson) process.stdout.write(`${JSON.stringify({ runtimes: seen }, null, 2)}\n`)
  else if (seen.length === 0) process.stdout.write(nothingFound())
  else process.stdout.write(seen.map((one) => printDiagnosis(one, { stream: process.stdout })).join('\n'))
  const isIll = seen.some(({ findings }) => findings.some(({ severity }) => severity === 'problem'))
  if (isIll || seen.length === 0) process.exitCode = 1
}

function nothingFound(): string {
  const places = kinds.map(({ label, usualPorts }) => `${label} (${usualPorts.join(', ')})`).join(', ')
  return `No server is on the usual ports of this machine: ${places}.\nStart one, or give its address.\n`
}
