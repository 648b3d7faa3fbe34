import * as z from 'zod/mini'

/** One value as it is kept and sent. */
export const valueSchema = z.union([z.number(), z.boolean(), z.string(), z.readonly(z.array(z.string()))])

/** Values as they are kept and sent: whatever is not a number, a switch, a text or a list of texts is refused. */
export const valuesSchema = z.record(z.string(), valueSchema)
