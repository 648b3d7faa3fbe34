/**
 * What to do about the certificate of a server, by Node's code for what is wrong with it; null where the fault is another one.
 * @see https://nodejs.org/docs/latest-v24.x/api/tls.html#x509-certificate-error-codes
 */
export function certificateCure(code: string | null): string | null {
  if (code === null) return null
  return cures.get(code) ?? (unusable.test(code) ? 'Have it made anew.' : null)
}

const unknownIssuer =
  'Start Node.js with NODE_EXTRA_CA_CERTS=<file with it, or with that of its authority>, or with --use-system-ca where the system knows it.'

const cures: ReadonlyMap<string, string> = new Map([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', unknownIssuer],
  ['SELF_SIGNED_CERT_IN_CHAIN', unknownIssuer],
  ['UNABLE_TO_GET_ISSUER_CERT', unknownIssuer],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', unknownIssuer],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', unknownIssuer],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'Ask by a name that it holds, or have it made anew.'],
  ['CERT_HAS_EXPIRED', 'Have it renewed.'],
  ['CERT_NOT_YET_VALID', 'See that the clocks of both machines are right.'],
])

// A key that is too short, or a hash that is too weak, has no code of its own.
const unusable =
  /^(UNSPECIFIED|CERT_(REVOKED|REJECTED|UNTRUSTED|CHAIN_TOO_LONG|SIGNATURE_FAILURE)|INVALID_(CA|PURPOSE)|PATH_LENGTH_EXCEEDED)$/
