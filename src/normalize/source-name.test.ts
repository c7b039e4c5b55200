import { expect, test } from 'vitest'
import type { SourceState } from '../model/source-state.ts'
import { nameOfPage } from './source-name.ts'

const hour = 60 * 60_000

/** What the source is called after lists on pages of these names, one every `everyMs`. */
function named(names: readonly (string | undefined)[], everyMs: number): readonly (string | undefined)[] {
  let state: Pick<SourceState, 'title' | 'otherTitle'> = {}
  return names.map((said, i) => {
    state = nameOfPage(state, said, i * everyMs)
    return state.title
  })
}

test('the first name is taken at once', () => {
  expect(named([undefined, 'Sluis Courier'], hour)).toEqual([undefined, 'Sluis Courier'])
})

test('another name of a few hours is none, however often it is said', () => {
  const names = ['Sluis Courier', ...Array.from({ length: 20 }, () => 'Ferry runs again'), 'Sluis Courier']
  expect(new Set(named(names, hour))).toEqual(new Set(['Sluis Courier']))
})

test('a name that is said three times, and for a day, is the new one', () => {
  const renamed = Array.from({ length: 4 }, () => 'The Courier')
  expect(named(['Sluis Courier', ...renamed], 12 * hour)).toEqual([
    'Sluis Courier',
    'Sluis Courier',
    'Sluis Courier',
    'The Courier',
    'The Courier',
  ])
  expect(named(['Sluis Courier', ...renamed], 36 * hour).slice(0, 4)).toEqual([
    'Sluis Courier',
    'Sluis Courier',
    'Sluis Courier',
    'The Courier',
  ])
})

test('what is said in turns is no name', () => {
  const turns = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 'Sluis Courier' : 'Ferry runs again'))
  expect(new Set(named(turns, 12 * hour))).toEqual(new Set(['Sluis Courier']))
  expect(new Set(named(['Sluis Courier', 'A', 'B', 'A', 'B', 'A', 'B'], 12 * hour))).toEqual(new Set(['Sluis Courier']))
})
