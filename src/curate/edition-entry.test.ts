import { describe, expect, test } from 'vitest'
import type { Entry } from '../model/entry.ts'
import type { Member } from '../model/section.ts'
import type { Source } from '../model/source.ts'
import { editionEntry } from './edition-entry.ts'

const at = Date.UTC(2024, 6, 1, 9)
const source: Source = {
  kind: 'feed',
  id: 'a',
  url: 'https://a.example/feed',
  name: 'Alpha <News>',
  language: 'en',
  timezone: undefined,
  headers: {},
  everyMs: 1,
  maxEveryMs: 1,
  everyGiven: false,
  fullText: false,
}
const entry: Entry = {
  key: 'k',
  sourceId: 'a',
  title: 'A title',
  url: 'https://a.example/1?x=1&y=2',
  authors: [{ name: 'Ana', email: 'ana@a.example' }],
  categories: [],
  enclosures: [
    { url: 'https://a.example/1.mp3', type: 'audio/mpeg' },
    { url: 'https://a.example/1.jpg', type: 'image/jpeg' },
  ],
  media: [],
  image: 'https://a.example/1.jpg',
  fingerprint: 'f',
  position: 0,
  firstSeen: at,
  changedAt: at,
  bodyRef: '',
  language: 'en',
  published: { at: at - 3_600_500, offsetMinutes: 420, confidence: 'high', from: 'feed' },
}
const member: Member = {
  sourceId: 'a',
  rank: undefined,
  limit: undefined,
  publish: 'excerpt',
  excerpt: 60,
  credit: 'Source: {source}',
  images: 'none',
  futureDates: 'clamp',
  rights: undefined,
  dedupe: true,
}
const body = {
  summary: '<p>One sentence stands here &amp; ends. Another one follows it and is longer.</p>',
  content: '<p>All of it.</p><script>alert(1)</script><img src="https://a.example/i.jpg">',
}
const show = (e: Partial<Entry> = {}, m: Partial<Member> = {}, b = body) =>
  editionEntry(
    { id: 'tag:x,2024:k', copies: [{ entry: { ...entry, ...e }, member: { ...member, ...m } }], admittedAt: at },
    b,
    new Map([['a', { source, state: undefined }]]),
  )

test('the published language is the declared one, unless the piece is plainly in another', () => {
  const german = {
    ...body,
    summary:
      '<p>Der Stadtrat von Husum hat am Freitag beschlossen, dass die alte Brücke über den Hafen nicht mehr befahren wird.</p>',
  }
  const title = 'Die Brücke bleibt gesperrt'
  const spoken = (language: string) => show({ title, language }, {}, german)?.language
  expect(spoken('en-US')).toBe('de')
  expect(spoken('de-AT')).toBe('de-AT')
  expect(show({ title: 'OK', language: 'en-US' }, {}, { ...body, summary: 'Na ja.' })?.language).toBe('en-US')
})

describe('editionEntry', () => {
  test('leads nobody into a private network, and stays an entry', () => {
    const inside = 'http://192.168.1.1/reboot'
    const shown = show(
      {
        url: inside,
        authors: [{ name: 'Ana', url: inside }],
        enclosures: [{ url: inside, type: 'audio/mpeg' }],
        image: inside,
        comments: { url: inside, count: 3 },
        related: [{ title: 'Other', url: inside }],
      },
      { publish: 'full', images: 'link' },
      { summary: '', content: `<p>All <a href="${inside}">of it</a><img src="${inside}" alt=""></p>` },
    )
    expect(shown).toMatchObject({
      url: undefined,
      title: 'A title',
      authors: [{ name: 'Ana' }],
      comments: { count: 3 },
      content: '<p>All of it</p><p>Source: Alpha &lt;News&gt;</p>',
    })
    expect(JSON.stringify(shown)).not.toContain('192.168')
  })

  test('an excerpt ends at a sentence and the credit line stands last, its name linked to the original', () => {
    expect(show()).toMatchObject({
      summary: 'One sentence stands here & ends.',
      content:
        '<p>One sentence stands here &amp; ends.</p>' +
        '<p>Source: <a href="https://a.example/1?x=1&amp;y=2">Alpha &lt;News&gt;</a></p>',
    })
  })

  test('publish title republishes nothing of the text', () => {
    const shown = show({}, { publish: 'title' })
    expect(shown?.summary).toBeUndefined()
    expect(shown?.content).not.toContain('sentence')
    expect(show({}, { publish: 'title', credit: undefined })?.content).toBeUndefined()
  })

  test('publish full gives the clean text', () => {
    const shown = show({}, { publish: 'full', credit: undefined })
    expect(shown?.content).toBe('<p>All of it.</p>')
  })

  test('images none leaves no picture, not even attached; sound stays', () => {
    const shown = show({}, { publish: 'full' })
    expect(shown?.image).toBeUndefined()
    expect(shown?.enclosures.map(({ type }) => type)).toEqual(['audio/mpeg'])
    expect(show({}, { publish: 'full', images: 'link' })).toMatchObject({ image: entry.image })
    expect(show({}, { publish: 'full', images: 'link' })?.content).toContain('<img')
  })

  test('dates are whole seconds, with the publisher’s offset', () => {
    expect(show()?.published).toEqual({ at: at - 3_601_000, offsetMinutes: 420 })
  })

  test('a date ahead of first sight is shown as first sight, a doubtful one too', () => {
    const ahead = { at: at + 1000, confidence: 'high', from: 'feed' } as const
    expect(show({ published: ahead })?.published).toEqual({ at })
    const doubtful = { at: at - 1000, confidence: 'low', from: 'feed' } as const
    expect(show({ published: doubtful })).toMatchObject({ published: { at }, dateFrom: 'first_seen' })
  })

  test('updated stays with published until the text changes in substance', () => {
    expect(show()?.updated).toEqual(show()?.published)
    expect(show({ changedAt: at + 5000 })?.updated).toEqual({ at: at + 5000 })
  })

  test('an author’s mail address is not republished', () => {
    expect(show()?.authors).toEqual([{ name: 'Ana' }])
  })

  test('a summary that only repeats the title is none', () => {
    expect(show({}, { credit: undefined }, { summary: 'A title', content: '' })?.summary).toBeUndefined()
    expect(show({}, { credit: undefined }, { summary: 'A title', content: '<p>And more.</p>' })?.summary).toBe(
      'And more.',
    )
  })
})
