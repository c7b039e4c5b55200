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
  ['http-status', 503, 'in trouble'],
  ['http-status', 418, 'error'],
  ['something new', undefined, 'keeps trying'],
  ['constructor', undefined, 'keeps trying'],
])('%s %s is explained', (code, status, words) => {
  expect(failureAdvice(status === undefined ? { code } : { code, status })).toContain(words)
})
