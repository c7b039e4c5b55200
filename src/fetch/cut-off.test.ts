import { expect, test } from 'vitest'
import type { SourceState } from '../model/source-state.ts'
import { isCutOff } from './cut-off.ts'

const T0 = Date.UTC(2026, 0, 7, 12)
const MINUTE = 60_000

function failing(host: string, message: string, code = 'dns', minutesAgo = 1) {
  const failure = { code, message, since: T0 }
  return {
    url: `https://${host}/`,
    failures: 1,
    failure,
    lastAttemptAt: T0 - minutesAgo * MINUTE,
  } satisfies Partial<SourceState>
}
const silent = (host: string, minutesAgo?: number) =>
  failing(host, 'dns name service does not answer (EAI_AGAIN)', 'dns', minutesAgo)
const three = [
  silent('a.example'),
  failing('b.example', 'no answer', 'timeout'),
  failing('c.example', 'unreachable (ENETUNREACH)', 'connect'),
]

test.each([
  ['nobody of three hosts was reached', three, true],
  ['three sources of one host', ['x', 'y', 'z'].map((name) => silent(`${name}.a.example`)), false],
  ['one answered', [...three, { url: 'https://d.example/', failures: 0, lastAttemptAt: T0 }], false],
  [
    'one answered two hours ago',
    [...three, { url: 'https://d.example/', failures: 0, lastAttemptAt: T0 - 120 * MINUTE }],
    true,
  ],
  ['a name server that knows no such name', [...three, failing('d.example', 'no such host (ENOTFOUND)')], false],
  ['a machine that refuses', [...three, failing('d.example', 'connection refused (ECONNREFUSED)', 'connect')], false],
  ['a server in trouble', [...three, failing('d.example', '500', 'http-status')], false],
  ['it was long ago', three.map((state) => ({ ...state, lastAttemptAt: T0 - 61 * MINUTE })), false],
  ['one of our own network answers', [...three, { url: 'http://127.0.0.1/', failures: 0, lastAttemptAt: T0 }], true],
])('cut off or not: %s', (_, states, expected) => {
  expect(isCutOff(states, (url) => url.includes('127.0.0.1'), T0)).toBe(expected)
})
