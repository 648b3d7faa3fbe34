import { readFile } from 'node:fs/promises'

export const load = readFile
