import { once } from 'node:events'
import { createServer } from 'node:https'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

import { VenomError } from '@venom/core'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod/mini'

import { type CertificateOptions, selfSigned } from '../__fixtures__/certificate.js'
import { ask } from './ask.js'
import { certificateCure } from './certificate.js'
import { createTransport } from './transport.js'

const anHourMs = 60 * 60 * 1_000
const addresses = ['127.0.0.1']

test('C06: a certificate that nobody known has signed is told as that, and not as a server that is away', async () => {
  const error = await failureOf({ addresses }, false)

  expect(error).toMatchObject({
    code: 'runtime.untrusted',
    retryable: false,
    details: { network_code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    message: expect.stringContaining(
      'is not trusted: self-signed certificate. Start Node.js with NODE_EXTRA_CA_CERTS=',
    ),
  })
  expect(String(error)).not.toContain('Start it')
})

test.each([
  {
    name: 'is for another name',
    options: { addresses: ['10.0.0.7'] },
    says: "127.0.0.1 is not in the cert's list: 10.0.0.7. Ask by a name that it holds",
  },
  {
    name: 'has expired',
    options: { addresses, notAfter: new Date(Date.now() - anHourMs) },
    says: 'certificate has expired. Have it renewed.',
  },
  {
    name: 'is not valid yet',
    options: { addresses, notBefore: new Date(Date.now() + anHourMs) },
    says: 'certificate is not yet valid. See that the clocks',
  },
])('C06: a certificate that is signed well and $name is told as that', async ({ options, says }) => {
  expect(await failureOf(options, true)).toMatchObject({
    code: 'runtime.untrusted',
    retryable: false,
    message: expect.stringContaining(says),
  })
})

test('a certificate that nobody should trust is to be made anew, and what is no certificate’s fault has no such cure', () => {
  expect(certificateCure('CERT_REVOKED')).toBe('Have it made anew.')
  // A short key, or a weak hash.
  expect(certificateCure('UNSPECIFIED')).toBe('Have it made anew.')
  expect(certificateCure('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')).toBeNull()
  expect(certificateCure('ECONNREFUSED')).toBeNull()
  expect(certificateCure(null)).toBeNull()
})

test('a certificate that is good is no fault', async () => {
  expect(await failureOf({ addresses }, true)).toBeNull()
})

/** How a question fails that is put to a server with this certificate; null where it does not. */
async function failureOf(options: CertificateOptions, isKnown: boolean): Promise<VenomError | null> {
  const certificate = selfSigned(options)
  if (isKnown) trust(certificate.cert)
  const server = createServer(certificate, (_request, reply) => reply.end('ok')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = z.object({ port: z.number() }).parse(server.address())
  const transport = createTransport({ url: `https://127.0.0.1:${port}` })
  onTestFinished(async () => {
    await transport.close()
    server.close()
  })
  try {
    await ask(transport, 'GET', '/', {})
    return null
  } catch (thrown) {
    if (VenomError.is(thrown)) return thrown
    throw thrown
  }
}

/** Takes a certificate as one that this machine trusts, for the running test. */
function trust(certificate: string): void {
  const known = getCACertificates()
  setDefaultCACertificates([...known, certificate])
  onTestFinished(() => setDefaultCACertificates(known))
}
