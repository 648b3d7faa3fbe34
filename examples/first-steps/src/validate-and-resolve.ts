import { catalogue, checkValues, composeSchema, pickSet, resolve } from '@venom/core'

// What a server offers, narrowed for one family of models.
const schema = composeSchema(catalogue, { temperature: { max: 1 } })
for (const { path, code, message } of checkValues(schema, { temperature: 9, top_k: '40', top_q: 1 })) {
  console.log(path, code, message)
}

const layers = [
  { name: 'runtime', standing: 'reported', values: { temperature: 0.8 } },
  { name: 'override', standing: 'set', values: { temperature: 0.2 } },
] as const
const { temperature } = resolve(schema, layers)
console.log(`${temperature?.value} by ${temperature?.layer}; a reset brings ${temperature?.beaten[0]?.value}`)
console.log('sent:', pickSet(layers))
