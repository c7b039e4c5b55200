import { expect, test } from 'vitest'
import { failureAdvice } from './failure-advice.ts'

test.each([
  ['dns', undefined, 'no address'],
  ['tls', undefined, 'certificate'],
  ['challenge', 403, 'browser'],
  ['not-a-feed', undefined, 'no feed'],
  ['sign-in', undefined, 'sign in'],
  ['http-status', 401, 'sign in'],
  ['http-status', 404, 'nothing at this address'],
  ['http-status', 410, 'keeps trying'],
  ['http-status', 503, 'in trouble'],
  ['http-status', 418, 'does not take the request'],
  ['http-status', 206, 'not the whole document'],
  ['something new', undefined, 'keeps trying'],
  ['constructor', undefined, 'keeps trying'],
])('%s %s is explained', (code, status, words) => {
  expect(failureAdvice(status === undefined ? { code } : { code, status })).toContain(words)
})

test('an address that is refused is to be allowed where it is the source’s own, and not where that leads to it', () => {
  const failure = {
    code: 'refused-address',
    message: 'http://10.0.0.1/: refused-address 10.0.0.1 is a private address',
  }
  expect(failureAdvice(failure, 'http://10.0.0.1/')).toContain('allowPrivate')
  expect(failureAdvice(failure, 'https://a.example/feed')).not.toContain('allowPrivate')
  expect(failureAdvice(failure, 'https://a.example/feed')).toContain('leads to another')
})

test.each([
  ['dns', 'http://a.example/: dns name service does not answer (EAI_AGAIN)', 'this machine connected'],
  ['dns', 'http://a.example/: dns no such host (ENOTFOUND)', 'no address'],
  ['connect', 'http://a.example/: connect network unreachable (ENETUNREACH)', 'this machine connected'],
  ['connect', 'http://a.example/: connect connection refused (ECONNREFUSED)', 'Nobody answers'],
  ['tls', 'https://a.example/: tls no TLS at this port (ERR_SSL_WRONG_VERSION_NUMBER)', 'speaks no TLS'],
  ['tls', 'https://a.example/: tls certificate expired (CERT_HAS_EXPIRED)', 'certificate'],
  ['not-a-feed', 'https://a.example/: said (EAI_AGAIN)', 'no feed'],
  ['not-a-feed', 'https://a.example/: an HTML page, not a feed', '`page: …`'],
  ['not-a-feed', 'https://a.example/: a list of feeds (OPML), not a feed', '`list: …`'],
  ['not-a-feed', 'https://a.example/: a sitemap, not a feed', '`sitemap: …`'],
  ['not-a-feed', 'https://a.example/: JSON, but no JSON Feed', 'has the feed moved?'],
])("%s %s is explained by the system's own word", (code, message, words) => {
  expect(failureAdvice({ code, message })).toContain(words)
})
