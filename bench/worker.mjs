// One run in a fresh process: `worker.mjs <measurement> <case> <server> <client> <origin> <full|quick>`, its figures as JSON.
import { findServer } from './servers.mjs'

const [measurement, caseId, serverId, clientId, origin, mode] = process.argv.slice(2)
const { cases, measure } = await import(`./measurements/${measurement}.mjs`)
const client = await import(`./clients/${clientId}.mjs`)

const server = findServer(serverId)
const chosen = cases.find(({ id }) => id === caseId)
const figures = await measure((url) => client.open(url, server), origin, chosen, mode === 'quick')
process.stdout.write(JSON.stringify(figures), () => process.exit(0))
