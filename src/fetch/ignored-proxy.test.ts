import { expect, test } from 'vitest'
import { ignoredProxies } from './ignored-proxy.ts'

test('S7: variables that name a proxy are told by name, without their value', () => {
  expect(ignoredProxies({ HTTPS_PROXY: 'http://user:secret@proxy:3128', http_proxy: '', PATH: '/bin' })).toEqual([
    'HTTPS_PROXY',
  ])
  expect(ignoredProxies({})).toEqual([])
})
