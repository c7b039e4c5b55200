import { expect, test } from 'vitest'
import type { StatusReport } from '../model/status.ts'
import { statusJson } from './status-json.ts'

const at = Date.UTC(2026, 10, 26, 9)
const iso = '2026-11-26T09:00:00Z'

test('every instant is RFC 3339, and no other number is touched', () => {
  const report: StatusReport = {
    version: '1',
    healthy: true,
    reasons: [],
    sources: [
      {
        id: 'a',
        name: 'A',
        url: 'https://a.example/',
        sections: ['x'],
        state: 'waiting',
        lastSuccess: at,
        nextPoll: at + 250,
        failure: { code: 'dns', message: 'x', since: at },
      },
      {
        id: 'b',
        name: 'B',
        url: 'https://b.example/',
        sections: [],
        state: 'gone',
        nextPoll: Number.POSITIVE_INFINITY,
      },
    ],
    sections: [{ slug: 'x', title: 'X', entries: 3, updated: at, gate: { name: 'min', detail: '0', since: at } }],
    receivers: [
      { kind: 'hub', host: 'h.example', waiting: 1, failures: 2, since: at, next: at, givenUp: 4, gaveUpAt: at },
    ],
  }
  expect(JSON.parse(statusJson(report))).toEqual({
    version: '1',
    healthy: true,
    reasons: [],
    sources: [
      {
        id: 'a',
        name: 'A',
        url: 'https://a.example/',
        sections: ['x'],
        state: 'waiting',
        lastSuccess: iso,
        nextPoll: '2026-11-26T09:00:00.250Z',
        failure: { code: 'dns', message: 'x', since: iso },
      },
      { id: 'b', name: 'B', url: 'https://b.example/', sections: [], state: 'gone' },
    ],
    sections: [{ slug: 'x', title: 'X', entries: 3, updated: iso, gate: { name: 'min', detail: '0', since: iso } }],
    receivers: [
      { kind: 'hub', host: 'h.example', waiting: 1, failures: 2, since: iso, next: iso, givenUp: 4, gaveUpAt: iso },
    ],
  })
})
