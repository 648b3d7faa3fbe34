/** Names of forty numbers. */
export const names = Array.from({ length: 40 }, (_, at) => `Parameter ${at + 1}`)

export const number = { min: 0, max: 2, step: 0.01, default: 1 }
