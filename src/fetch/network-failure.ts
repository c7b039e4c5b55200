import { FetchError, type FetchFailure } from '../errors.ts'
import { BodyError } from './decompress.ts'

/** The deadline of one request is over. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/**
 * The FetchError for whatever the network, TLS, HTTP parsing or decoding threw while `url` was asked. Whatever a
 * server does ends here, so an error without a known code is `protocol`, with the code in its detail.
 */
export function networkFailure(error: unknown, url: string): FetchError {
  if (error instanceof FetchError) return error
  const options = { cause: error }
  if (error instanceof DeadlineError) return new FetchError('timeout', url, { ...options, detail: error.message })
  if (error instanceof BodyError) return new FetchError(error.code, url, { ...options, detail: error.message })
  const codes = codesOf(error)
  const failures: readonly FetchFailure[] = codes.map(failureOf)
  // Of several addresses one may be refused and another dead: the refusal alone is not why the source failed.
  const failure = failures.find((one) => one !== 'refused-address') ?? failures[0] ?? 'protocol'
  const index = failures.indexOf(failure)
  const code = codes[index] ?? messageOf(error)
  return new FetchError(failure, url, { ...options, detail: EXPLAINED.get(code) ?? code })
}

/** What people search for, with the system's own word kept. */
const EXPLAINED: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'no such host (ENOTFOUND)'],
  ['ETIMEOUT', 'name service does not answer (ETIMEOUT)'],
  ['EAI_AGAIN', 'name service does not answer (EAI_AGAIN)'],
  ['ECONNREFUSED', 'connection refused (ECONNREFUSED)'],
  ['ECONNRESET', 'connection reset (ECONNRESET)'],
  ['EHOSTUNREACH', 'host unreachable (EHOSTUNREACH)'],
  ['ENETUNREACH', 'network unreachable (ENETUNREACH)'],
  ['CERT_HAS_EXPIRED', 'certificate expired (CERT_HAS_EXPIRED)'],
  ['CERT_NOT_YET_VALID', 'certificate not yet valid (CERT_NOT_YET_VALID)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate is for another name (ERR_TLS_CERT_ALTNAME_INVALID)'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate of an unknown authority (SELF_SIGNED_CERT_IN_CHAIN)'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate chain incomplete (UNABLE_TO_VERIFY_LEAF_SIGNATURE)'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'certificate of an unknown authority (UNABLE_TO_GET_ISSUER_CERT_LOCALLY)'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'no TLS at this port (ERR_SSL_WRONG_VERSION_NUMBER)'],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', 'no TLS at this port (ERR_SSL_PACKET_LENGTH_TOO_LONG)'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection in time (UND_ERR_CONNECT_TIMEOUT)'],
  ['UND_ERR_HEADERS_TIMEOUT', 'no answer in time (UND_ERR_HEADERS_TIMEOUT)'],
  ['UND_ERR_BODY_TIMEOUT', 'answer stopped coming (UND_ERR_BODY_TIMEOUT)'],
  ['UND_ERR_HEADERS_OVERFLOW', 'headers too large (UND_ERR_HEADERS_OVERFLOW)'],
  ['UND_ERR_SOCKET', 'connection closed before the answer was complete (UND_ERR_SOCKET)'],
  [
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
    'answer shorter or longer than announced (UND_ERR_RES_CONTENT_LENGTH_MISMATCH)',
  ],
  ['ERR_IP_BLOCKED', 'private address (ERR_IP_BLOCKED)'],
])

/** Those of the system's and of Node's own resolver (dns error codes). */
const DNS: ReadonlySet<string> = new Set([
  'ENOTFOUND',
  'ENODATA',
  'ETIMEOUT',
  'ESERVFAIL',
  'EREFUSED',
  'EFORMERR',
  'ENOTIMP',
  'EBADRESP',
  'EBADNAME',
  'ENONAME',
  'ECANCELLED',
  'EDESTRUCTION',
])

function failureOf(code: string): FetchFailure {
  if (code === 'ERR_IP_BLOCKED') return 'refused-address'
  if (DNS.has(code) || code.startsWith('EAI_')) return 'dns'
  if (code === 'ETIMEDOUT' || code === 'ABORT_ERR' || /^UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT$/.test(code))
    return 'timeout'
  if (/^(?:ECONN|EHOST|ENET|EADDR|EPIPE|EACCES|EPERM|ENOTCONN|EINVAL$)/.test(code)) return 'connect'
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return 'too-large'
  if (/CERT|SIGNATURE|CRL|^ERR_(?:TLS|SSL)|^EPROTO$|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH/.test(code)) return 'tls'
  return 'protocol'
}

/** The codes of an error, those of its causes and of the attempts it sums up; outermost first. */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 4) return []
  const inner = error instanceof AggregateError ? error.errors.flatMap((one: unknown) => codesOf(one, depth + 1)) : []
  if (inner.length > 0) return inner
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  return [...own, ...codesOf(error.cause, depth + 1)]
}

function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 120)
}
