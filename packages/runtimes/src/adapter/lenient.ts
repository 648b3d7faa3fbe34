import * as z from 'zod/mini'

/** Longest list that is read. */
const maxEntries = 10_000

/**
 * A list of which the entries that can be read are taken and the others left out: one odd model of a server is no reason to do
 * without all the others. More than 10,000 entries are no list.
 */
export function listOf<T extends z.ZodMiniType>(entry: T): z.ZodMiniType<z.output<T>[]> {
  return z.pipe(
    z.array(z.unknown()).check(z.maxLength(maxEntries)),
    z.transform((list) =>
      list.flatMap((one): z.output<T>[] => {
        const parsed = z.safeParse(entry, one)
        return parsed.success ? [parsed.data] : []
      }),
    ),
  )
}

/** A field that may as well be missing: what cannot be read of it is not known. */
export function orUnknown<T extends z.ZodMiniType>(field: T): z.ZodMiniType<z.output<T> | undefined> {
  const nothing = z.pipe(
    z.unknown(),
    z.transform(() => undefined),
  )
  return z.union([field, nothing])
}
