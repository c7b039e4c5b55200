import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ParseError } from '../errors.ts'
import type { Feed } from '../model/feed.ts'
import { openInPieces, parseFeed } from './parse-feed.ts'

const url = 'https://news.example.org/feed.json'

type Limits = { readonly items?: number }

/** The feed, or why there is none; undefined where the document is for reading as a whole. */
async function inPieces(bytes: Uint8Array, limits: Limits = {}, step = 1): Promise<Feed | string | undefined> {
  return answerOf(async () => {
    const reader = openInPieces(bytes, { url, limits })
    while (reader !== undefined && reader.readOn(step) > 0);
    return reader?.finish()
  })
}

async function whole(bytes: Uint8Array, limits: Limits = {}): Promise<Feed | string | undefined> {
  return answerOf(() => parseFeed(bytes, { url, limits }))
}

async function answerOf(read: () => Promise<Feed | undefined>): Promise<Feed | string | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof ParseError) return `${error.code} ${error.message}`
    throw error
  }
}

const head = '"version": "https://jsonfeed.org/version/1.1", "title": "News"'
const item = (n: number) => `{"id": ${n}, "title": "Item ${n}", "content_html": "<p class=\\"a\\">]},{ \\\\</p>"}`

it.each([
  ['items last', `{${head}, "items": [${item(1)}, ${item(2)}]}`],
  ['items first', `{"items": [${item(1)},${item(2)}], ${head}}`],
  ['no items', `{${head}, "items": [ ]}`],
  ['no member of that name', `{${head}}`],
  ['nothing', ' { } '],
  ['items that are none', `{${head}, "items": {"items": [${item(1)}]}}`],
  ['items further in', `{${head}, "_more": {"items": [${item(1)}]}, "items": [${item(2)}]}`],
  ['a byte order mark', `\ufeff{${head}, "items": [${item(1)}]}`],
  ['lines that end in two characters', `{\r\n${head},\r\n"items": [\r\n${item(1)}\r\n,\r\n${item(2)}\r\n]\r\n}\r\n`],
  ['things that are no items', `{${head}, "items": [1, "a]", null, ${item(1)}, [{}], true , -2.5e3]}`],
  ['things that are no items, without a version', `{"title": "News", "items": [${item(1)}, 1]}`],
  ['a title and items', `{"title": "News", "items": [${item(1)}]}`],
  ['JSON that is no feed', `{"a": [1], "items": [${item(1)}]}`],
  ['names twice in an item', `{${head}, "items": [{"id": "1", "id": "2", "title": "A"}]}`],
  ['another name twice', `{${head}, "title": "Later", "items": [${item(1)}]}`],
  ['names of prototypes', `{"__proto__": {"items": 1}, ${head}, "items": [{"__proto__": {"title": "A"}, "id": "1"}]}`],
  ['escapes in items', `{${head}, "items": [{"\\u0069d": "\\ud83c\\udf27", "title": "\\ud800 \\"\\\\\\\\"}]}`],
  ['deep values', `{${head}, "items": [{"id": "1", "_a": ${'['.repeat(2_000)}${']'.repeat(2_000)}}]}`],
])('reads in pieces as it reads whole: %s', async (_, text) => {
  const bytes = Buffer.from(text)
  const answer = await inPieces(bytes)
  expect(answer).toBeDefined()
  expect(answer).toEqual(await whole(bytes))
})

it.each([
  ['items twice', `{${head}, "items": [${item(1)}], "items": []}`],
  ['items that are none, and again', `{${head}, "items": 1, "items": [${item(1)}]}`],
  ['items twice, once with an escape', `{${head}, "items": [${item(1)}], "it\\u0065ms": []}`],
  ['a comma too many between items', `{${head}, "items": [${item(1)},, ${item(2)}]}`],
  ['a comma after the last item', `{${head}, "items": [${item(1)},]}`],
  ['a comma before the first item', `{${head}, "items": [,${item(1)}]}`],
  ['no comma between items', `{${head}, "items": [${item(1)} ${item(2)}]}`],
  ['a comma after the last member', `{${head}, "items": [${item(1)}],}`],
  ['a line break in a string', `{${head}, "items": [{"id": "1", "title": "A\nB"}]}`],
  ['a wrong bracket in an item', `{${head}, "items": [{"id": "1", "tags": ["a"}}]}`],
  ['a wrong bracket after the items', `{${head}, "items": [${item(1)}}}`],
  ['white space that JSON has not', `{${head}, "items": [\u00a0${item(1)}]}`],
  ['something after the end', `{${head}, "items": [${item(1)}]} x`],
  ['a list of items alone', `[${item(1)}]`],
  ['an end in an item', `{${head}, "items": [${item(1)}, {"id": "2", "tags": [`],
  ['an end in a string', `{${head}, "items": [${item(1)}, {"id": "2`],
  ['an end after the items', `{${head}, "items": [${item(1)}]`],
  ['an end in a name', `{${head}, "ite`],
])('leaves what its pieces do not tell for reading as a whole: %s', async (_, text) => {
  expect(await inPieces(Buffer.from(text))).toBeUndefined()
})

it('leaves an item that is huge, and much around the items, for reading as a whole', async () => {
  const words = (count: number) => 'rain over the hills '.repeat(count)
  const huge = (count: number) => Buffer.from(`{${head}, "items": [{"id": "1", "content_text": "${words(count)}"}]}`)
  expect(await inPieces(huge(13_000))).toEqual(await whole(huge(13_000)))
  expect(await inPieces(huge(13_200))).toBeUndefined()
  const around = (count: number) => {
    const members = Array.from({ length: count }, (_, n) => `"_${n}": "${words(50)}"`).join()
    return Buffer.from(`{${head}, ${members}, "items": [${item(1)}]}`)
  }
  expect(await inPieces(around(250))).toEqual(await whole(around(250)))
  expect(await inPieces(around(270))).toBeUndefined()
})

it('keeps as many items as it may, and says that there were more', async () => {
  const bytes = Buffer.from(`{${head}, "items": [${item(1)}, 5, ${item(2)}, ${item(3)}, 5]}`)
  for (const items of [0, 1, 2, 3, 4]) {
    const answer = await inPieces(bytes, { items })
    expect(answer).toMatchObject({ warnings: items < 3 ? [`items over ${items}`] : [] })
    expect(answer).toEqual(await whole(bytes, { items }))
  }
})

it('goes on for no longer than it is asked to', () => {
  const items = Array.from({ length: 100 }, (_, n) => item(n))
  const reader = openInPieces(Buffer.from(`{${head}, "items": [${items.join()}]}`), { url })
  const steps: number[] = []
  for (let read = reader?.readOn(200) ?? 0; read > 0; read = reader?.readOn(200) ?? 0) steps.push(read)
  expect(steps.length).toBeGreaterThan(20)
  expect(Math.max(...steps)).toBeLessThan(300)
})

const word = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.constantFrom(
    '"',
    '\\',
    ']',
    '}',
    ',',
    ':',
    '<p>"]},{"</p>',
    '\ud800',
    '\n',
    'items',
    'https://news.example.org/1',
  ),
)
const value = fc.oneof(word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }))
const itemName = fc.constantFrom(
  'id',
  'url',
  'title',
  'content_html',
  'summary',
  'tags',
  'authors',
  '__proto__',
  'items',
)
/** Names may come twice. */
const object = (name: fc.Arbitrary<string>, values: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(name, values), { maxLength: 5 }).map((members) => {
    return `{${members.map(([one, written]) => `${JSON.stringify(one)}: ${written}`).join()}}`
  })
const written = value.map((one) => JSON.stringify(one))
const listed = fc.oneof({ weight: 4, arbitrary: object(itemName, written) }, written)
const list = fc.array(listed, { maxLength: 6 }).map((items) => `[${items.join(' ,')}]`)
const member = fc.oneof(
  fc.tuple(fc.constantFrom('title', 'home_page_url', 'authors', 'language', '_more', '__proto__'), written),
  fc.tuple(fc.constant('items'), fc.oneof({ weight: 5, arbitrary: list }, written)),
)
const document = fc
  .record({
    members: fc.array(member, { maxLength: 3 }),
    list,
    isCalled: fc.boolean(),
    space: fc.constantFrom('', ' ', '\r\n'),
  })
  .map(({ members, list: items, isCalled, space }) => {
    const version: [string, string][] = isCalled
      ? [['version', '"https://jsonfeed.org/version/1"']]
      : [['title', '"A"']]
    const all = [...version, ...members.slice(0, 1), ['items', items], ...members.slice(1)]
    return `{${space}${all.map(([name, one]) => `"${name}"${space}:${space}${one}${space}`).join()}}${space}`
  })
const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat(3),
  insert: fc.constantFrom(
    '',
    '"',
    '\\',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    ' ',
    '\r',
    '\u0001',
    '"items":[',
    '\\u0069',
    '\ufeff',
    '1',
  ),
})

it('whatever a document is, it is read in pieces as it is read whole, or not in pieces', async () => {
  let read = 0
  await fc.assert(
    fc.asyncProperty(document, fc.array(mutation, { maxLength: 2 }), fc.nat(60), async (text, mutations, step) => {
      const changed = mutations.reduce((before, { at, remove, insert }) => {
        const place = Math.floor(at * before.length)
        return before.slice(0, place) + insert + before.slice(place + remove)
      }, text)
      const bytes = Buffer.from(changed)
      const answer = await inPieces(bytes, { items: 4 }, step + 1)
      if (answer === undefined) return
      read++
      expect(answer).toEqual(await whole(bytes, { items: 4 }))
    }),
    { numRuns: 3_000 },
  )
  expect(read).toBeGreaterThan(300)
})
