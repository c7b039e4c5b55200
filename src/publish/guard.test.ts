import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { edition, entry } from '../../tests/fixtures/publish/edition.ts'
import { tricky } from '../../tests/fixtures/publish/tricky.ts'
import type { EditionEntry } from '../model/edition.ts'
import { guardEdition } from './guard.ts'

function guarded(over: Partial<EditionEntry>): EditionEntry {
  const [first] = guardEdition(edition({ entries: [entry(over)] })).edition.entries
  if (first === undefined) throw new Error('the entry was left out')
  return first
}

/** Every string anywhere in a value. */
function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : []
}

const UNPUBLISHABLE = /[[\p{Cc}--[\t\n]]\p{Cs}\p{Noncharacter_Code_Point}\ufffd\ufeff\u202a-\u202e\u2066-\u2069]/v

describe('the guard', () => {
  test('leaves an edition in order as it is', () => {
    expect(guardEdition(edition())).toEqual({ edition: edition(), left: [] })
  })

  test('is the same twice as once', () => {
    const once = guardEdition(edition({ entries: [...tricky.values()] })).edition
    expect(guardEdition(once)).toEqual({ edition: once, left: [] })
  })

  test('keeps every tricky entry, and no character that a format cannot carry', () => {
    const { edition: safe, left } = guardEdition(edition({ entries: [...tricky.values()] }))
    expect(left).toEqual([])
    expect(safe.entries.map(({ id }) => id)).toEqual([...tricky.values()].map(({ id }) => id))
    for (const text of stringsOf(safe)) expect(text).not.toMatch(UNPUBLISHABLE)
  })

  test('leaves out only what cannot be put right, and says why', () => {
    const entries = [
      entry({ id: 'tag:a:1' }),
      entry({ id: '' }),
      entry({ id: 'tag:a: 2' }),
      entry({ id: 'tag:a:1', title: 'again' }),
      entry({ id: 'tag:a:3', published: { at: Number.NaN }, firstSeen: Number.NaN }),
    ]
    const { edition: safe, left } = guardEdition(edition({ entries }))
    expect(safe.entries.map(({ id }) => id)).toEqual(['tag:a:1'])
    expect(left).toEqual([
      { id: '', reason: 'its id is unusable' },
      { id: 'tag:a: 2', reason: 'its id is unusable' },
      { id: 'tag:a:1', reason: 'its id is in this edition already' },
      { id: 'tag:a:3', reason: 'it has no date at all' },
    ])
  })

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example/',
    '/\\evil.example',
    'news/1.html',
    'http://a"onmouseover=alert(1)',
    'https://',
    '',
  ])('publishes no link for %j', (url) => {
    expect(guarded({ url, image: url, comments: { url } })).toMatchObject({
      url: undefined,
      image: undefined,
      comments: undefined,
    })
  })

  test.each([
    ['https://a.example', 'https://a.example'],
    ['HTTPS://A.example/%7Ex?a=1&b=%20#c', 'HTTPS://A.example/%7Ex?a=1&b=%20#c'],
    ['https://a.example/a b', 'https://a.example/a%20b'],
    ['https://a.example/?q={a}|b', 'https://a.example/?q=%7Ba%7D%7Cb'],
    ['https://bücher.example/ö', 'https://xn--bcher-kva.example/%C3%B6'],
  ])('changes the link %j only as far as URIs demand', (url, published) => {
    expect(guarded({ url }).url).toBe(published)
  })

  test('finds a title where there is none: in the summary, in the content, in the source', () => {
    expect(guarded({ title: '', summary: 'The summary' }).title).toBe('The summary')
    expect(guarded({ title: '\u0000', summary: undefined, content: '<p>The <b>content</b></p>' }).title).toBe(
      'The content',
    )
    expect(guarded({ title: ' ', summary: undefined, content: undefined }).title).toBe('Portal Contoh')
  })

  test('cuts a title without end, at a word', () => {
    const { title } = guarded({ title: 'kata '.repeat(20_000) })
    expect(title).toMatch(/ kata…$/)
    expect(title.length).toBeLessThanOrEqual(1000)
  })

  test('takes markup out of titles that are text', () => {
    expect(guarded({ title: '<b>Tom</b> &amp; <i>Jerry</i>' }).title).toBe('Tom & Jerry')
    expect(guarded({ title: '<script>alert(1)</script>' }).title).toBe('<script>alert(1)</script>')
    expect(guarded({ title: '1 < 2 && 3 > 2' }).title).toBe('1 < 2 && 3 > 2')
  })

  test('dates to the second, within what feeds can write, and never changed before published', () => {
    const at = Date.UTC(2024, 6, 1, 8, 0, 0, 999)
    expect(guarded({ published: { at, offsetMinutes: 99_999 }, updated: { at: at - 5000 } })).toMatchObject({
      published: { at: at - 999 },
      updated: { at: at - 999 },
    })
    expect(guarded({ published: { at: 8.64e15 }, firstSeen: at }).published).toEqual({ at: at - 999 })
  })

  test.each([
    ['audio/mp3', 'https://a.example/x', 'audio/mpeg'],
    ['AUDIO/MPEG; codecs=x', 'https://a.example/x', 'audio/mpeg'],
    [undefined, 'https://a.example/x.M4A?y=1', 'audio/mp4'],
    ['"><script>', 'https://a.example/x', 'application/octet-stream'],
  ])('gives the enclosure type %j of %s as %s', (type, url, published) => {
    expect(guarded({ enclosures: [{ url, ...(type === undefined ? {} : { type }) }] }).enclosures).toEqual([
      { url, type: published },
    ])
  })

  test.each([
    ['<p>x</p><script>alert(1)</script>', '<p>x</p>'],
    ['<p onclick="a()">x</p>', '<p>x</p>'],
    ['<p style="position:fixed">x</p>', '<p>x</p>'],
    ['<a href="javascript:alert(1)">x</a>', '<a>x</a>'],
    ['<a href="/x">x</a>', '<a>x</a>'],
    ['<a href="https://a.example/?q={a}">x</a>', '<a href="https://a.example/?q=%7Ba%7D">x</a>'],
    ['<img src="//a.example/i.png"><p>y</p>', '<img /><p>y</p>'],
    ['<svg onload=alert(1)>', ''],
    ['<p>a &amp;lt; b</p>', '<p>a &#38;lt; b</p>'],
    ['<p class="x" title="y">kept</p>', '<p class="x" title="y">kept</p>'],
  ])('puts the markup %j right', (content, published) => {
    expect(guarded({ content }).content ?? '').toBe(published)
  })

  test('puts hostile markup right in linear time', () => {
    for (const part of ['<', '<script', '<a href=', '<b>', '<p on', '&amp;', '<p x="']) {
      const started = performance.now()
      guarded({ content: part.repeat(60_000), title: part.repeat(60_000), summary: part.repeat(60_000) })
      expect(performance.now() - started).toBeLessThan(5_000)
    }
  })

  test('takes any text in any field', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 40 })
    const strange = fc.oneof(anyText, fc.constantFrom('\ud800', ']]>', '\u202e', '\u0000', '<script>', 'javascript:x'))
    fc.assert(
      fc.property(strange, strange, strange, (title, content, url) => {
        const safe = guarded({ title, content, summary: content, url, authors: [{ name: title, url }], rights: title })
        for (const text of stringsOf(safe)) expect(text).not.toMatch(UNPUBLISHABLE)
        expect(safe.title).not.toBe('')
        expect(safe.url ?? 'https://').toMatch(/^https?:\/\//i)
      }),
    )
  })
})
