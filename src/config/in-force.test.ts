import { expect, test } from 'vitest'
import { keysNotInForce, leaveOut, notYetInForce, type Row } from './in-force.ts'
import { sectionShape, selectorsShape, siteShape, sourceKinds, sourceShape } from './schema.ts'
import { formatPath, type Path } from './yaml-text.ts'

const rows: readonly Row[] = [
  { in: 'site', key: 'hub' },
  { in: 'site', key: 'store', only: /^postgres/, leavesOut: '' },
  { in: 'section', key: 'sources[].fullText', only: /^(true|on)$/ },
  { in: 'section', key: 'sources[].sitemap', leavesOut: 'sources[]' },
  { in: 'section', key: 'sources[].list', leavesOut: 'sources[]' },
  { in: 'section', key: 'rules[].boost', leavesOut: 'rules[]' },
  { in: 'section', key: 'rules[].*.when', leavesOut: 'rules[]' },
]

/** The keys as told, and what stays. */
function split(file: 'site' | 'section', value: unknown) {
  const found = keysNotInForce(file, value, rows)
  const gone = found.flatMap(({ leavesOut }): readonly Path[] => (leavesOut ? [leavesOut] : []))
  return { told: found.map(({ path }) => formatPath(path)), rest: leaveOut(value, gone) }
}

test('a key without effect is left out and told', () => {
  expect(split('site', { title: 'x', hub: 'y' })).toEqual({ told: ['hub'], rest: { title: 'x' } })
})

test('of some keys only some values are', () => {
  expect(split('section', { sources: [{ fullText: true }, { fullText: false }, { fullText: 'on' }] })).toEqual({
    told: ['sources[0].fullText', 'sources[2].fullText'],
    rest: { sources: [{}, { fullText: false }, {}] },
  })
})

test('what can do harm when it is forgotten is told and stays', () => {
  expect(split('site', { store: 'postgres://h/d' })).toEqual({ told: ['store'], rest: { store: 'postgres://h/d' } })
  expect(split('site', { store: 'json' }).told).toEqual([])
})

test('a source or rule that cannot be used goes whole, and the others keep their numbers', () => {
  const section = {
    sources: [{ list: 'x', name: 'y' }, { url: 'z' }, { sitemap: 'p' }, { page: 'q', item: 'li' }],
    rules: [{ boost: { when: 'true', by: '1h' } }, { drop: { when: 'true' } }, { keep: { title: ['when'] } }],
  }
  expect(split('section', section)).toEqual({
    told: ['sources[0].list', 'sources[2].sitemap', 'rules[0].boost', 'rules[1].drop.when'],
    rest: {
      sources: [undefined, { url: 'z' }, undefined, { page: 'q', item: 'li' }],
      rules: [undefined, undefined, { keep: { title: ['when'] } }],
    },
  })
})

test('what is no configuration at all has no such keys', () => {
  for (const value of [undefined, null, 'hub', ['hub'], { hub: undefined, x: { hub: 1 } }]) {
    expect(keysNotInForce('section', value, rows)).toEqual([])
  }
})

test('each row of the table names a key that the schema knows', () => {
  const known = [
    ...Object.keys(siteShape).map((key) => `site ${key}`),
    ...Object.keys(sectionShape).map((key) => `section ${key}`),
    ...Object.keys({ ...sourceShape, ...selectorsShape, ...sourceKinds }).map((key) => `section sources[].${key}`),
    'section rules[].boost',
    'section rules[].*.when',
  ]
  for (const row of notYetInForce) expect(known).toContain(`${row.in} ${row.key}`)
})
