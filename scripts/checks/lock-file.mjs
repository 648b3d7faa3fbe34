// A lock file with addresses would send everybody to the mirror of whoever wrote it.
import { list, readJson } from './files.mjs'

export const check = {
  name: 'lock-file',
  says: 'lock files hold no download address, and every entry has its checksum',
  find(root) {
    return list(
      root,
      'package-lock.json',
      '{packages,examples,bench}/**/package-lock.json',
      'bench/package-lock.json',
    ).flatMap((path) =>
      Object.entries(readJson(root, path).packages).flatMap(([name, entry]) => {
        if (/^[a-z+]+:\/\//.test(entry.resolved ?? '')) return [`${path}: ${name} has an address`]
        const isOurs = entry.link || !name.includes('node_modules/')
        const isElsewhere = entry.optional && (entry.os ?? entry.cpu) !== undefined // see scripts/complete-lock.mjs
        return isOurs || isElsewhere || entry.integrity || entry.inBundle ? [] : [`${path}: ${name} has no checksum`]
      }),
    )
  },
}
