// One run in a fresh process: `worker.mjs <measurement> <case> <client> <origin> <full|quick>`, its figures as JSON.
const [measurement, caseId, client, origin, mode] = process.argv.slice(2)
const { cases, measure } = await import(`./measurements/${measurement}.mjs`)
const { open } = await import(`./clients/${client}.mjs`)

const chosen = cases.find(({ id }) => id === caseId)
const figures = await measure(open, origin, chosen, mode === 'quick')
process.stdout.write(JSON.stringify(figures), () => process.exit(0))
