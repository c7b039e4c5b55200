import { expect, test } from 'vitest'
import { leadsInside } from './private-host.ts'

const open = 'https://a.example/feed'

test.each([
  'http://127.0.0.1/',
  'http://127.1:8080/x',
  'http://2130706433/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://localhost:3000/',
  'http://10.0.0.1/admin?reboot=1',
  'http://192.168.1.1/',
  'http://172.16.3.4/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00::1]/',
  'http://router.lan/',
  'http://printer.local./',
])('%s leads a reader of a public source inside', (url) => {
  expect(leadsInside(url, open)).toBe(true)
})

test.each([
  ['https://b.example/1', open],
  ['http://11.0.0.1/', open],
  ['https://local.example/', open],
  ['https://a.example/1', 'http://127.0.0.1:8099/feed'],
  ['http://127.0.0.1:8100/1', 'http://127.0.0.1:8099/feed'],
  ['http://localhost:8100/1', 'http://127.0.0.1:8099/feed'],
  ['http://10.1.2.3/wiki', 'http://intranet.lan/feed'],
])('%s does not, of %s', (url, source) => {
  expect(leadsInside(url, source)).toBe(false)
})

test('a source of one private network leads into no other', () => {
  expect(leadsInside('http://10.0.0.1/', 'http://127.0.0.1:8099/feed')).toBe(true)
  expect(leadsInside('http://127.0.0.1/', 'http://10.0.0.1/feed')).toBe(true)
})
