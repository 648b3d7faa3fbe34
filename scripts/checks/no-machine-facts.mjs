// Nothing that is true on one machine only: no folders of ours, no host of a package registry or mirror.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

import { exists, list } from './files.mjs'

const quiet = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 }
// Made-up people may be named.
const folders =
  /(?:^|[\s'"`(=:])(?:file:\/\/)?\/(?:root|(?:home|Users)\/(?!(?:me|you|user|somebody|someone)\/)[A-Za-z_][\w-]*|work)\/[\w.-]/
const registries =
  /\b(?:registry|npm|pypi|deb|mirrors?|proxy|packages)\.[a-z0-9-]+\.(?:org|com|io|net|dev)\b|\bfiles\.python[a-z]+\./

export const check = {
  name: 'no-machine-facts',
  says: 'no machine path and no registry host in a committed file',
  find(root) {
    const here = hostsOfThisMachine()
    return committed(root).flatMap((path) => {
      const bytes = readFileSync(join(root, path))
      if (bytes.subarray(0, 8000).includes(0)) return []
      return bytes
        .toString('utf8')
        .split('\n')
        .flatMap((line, index) => {
          const at = `${path}:${index + 1}`
          if (folders.test(line) || (homedir().length > 5 && line.includes(`${homedir()}/`)))
            return [`${at} names a folder of a machine`]
          if (registries.test(line) || here.some((host) => line.includes(host)))
            return [`${at} names a package registry`]
          return []
        })
    })
  },
}

/** What git would commit; in a sample, or where git is missing, every file. */
function committed(root) {
  try {
    const options = { ...quiet, cwd: root }
    const names = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], options)
    return names.split('\0').filter((path) => path !== '' && !path.includes('bad-samples/') && exists(root, path))
  } catch {
    return list(root, '**/*.*')
  }
}

/** The registry that npm uses here, which may be a private mirror. */
function hostsOfThisMachine() {
  const url = process.env.npm_config_registry ?? execFileSync('npm', ['config', 'get', 'registry'], quiet).trim()
  const host = URL.canParse(url) ? new URL(url).hostname : ''
  return host.includes('.') ? [host] : []
}
