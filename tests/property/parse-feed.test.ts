import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ParseError } from '../../src/errors.ts'
import type { Feed, FeedItem } from '../../src/model/feed.ts'
import { parseFeed } from '../../src/parse/parse-feed.ts'

const folder = new URL('../fixtures/feeds/', import.meta.url)
const names = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'))
const documents = names.map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, folder))) }))
const url = 'https://news.example.org/feeds/all'

async function read(bytes: Uint8Array): Promise<Feed | undefined> {
  try {
    return await parseFeed(bytes, { url })
  } catch (error) {
    if (error instanceof ParseError) return undefined
    throw error
  }
}

type Mutation =
  | { readonly kind: 'remove'; readonly at: number; readonly length: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'flip'; readonly at: number; readonly bits: number }

const place = fc.double({ min: 0, max: 1, noNaN: true })
/** Bytes that mean something to a parser, more often than chance would have it. */
const loaded = fc.constantFrom(
  ...[
    '<',
    '>',
    '&',
    '"',
    "'",
    '</',
    '/>',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<!DOCTYPE [',
    '<?',
    '&#',
    '&#x110000;',
    '\0',
    '\u2028',
  ],
  ...[
    '<item>',
    '</item>',
    '<entry>',
    '</rss>',
    'xmlns=""',
    ' xml:base="//"',
    '{',
    '}',
    '[',
    ']',
    ',',
    '\\u',
    '\ufeff',
    '__proto__',
  ],
)
const bytes = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 8 }),
  loaded.map((text) => new TextEncoder().encode(text)),
)
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('remove' as const), at: place, length: fc.nat(40) }),
  fc.record({ kind: fc.constant('repeat' as const), at: place, length: fc.nat(40) }),
  fc.record({ kind: fc.constant('insert' as const), at: place, bytes }),
  fc.record({ kind: fc.constant('flip' as const), at: place, bits: fc.integer({ min: 1, max: 255 }) }),
)

function mutate(document: Uint8Array, mutation: Mutation): Uint8Array {
  const at = Math.floor(mutation.at * document.length)
  const [before, after] = [document.subarray(0, at), document.subarray(at)]
  if (mutation.kind === 'insert') return Buffer.concat([before, mutation.bytes, after])
  if (mutation.kind === 'remove') return Buffer.concat([before, after.subarray(mutation.length)])
  if (mutation.kind === 'repeat') return Buffer.concat([before, after.subarray(0, mutation.length), after])
  const flipped = document.slice()
  flipped[at] = (flipped[at] ?? 0) ^ mutation.bits
  return flipped
}

function links(feed: Feed): readonly (string | undefined)[] {
  const own = [feed.homeUrl, feed.selfUrl, feed.nextUrl, feed.image, feed.icon, ...feed.hubs]
  return feed.items.flatMap((item) => [
    ...own,
    item.url,
    item.image,
    item.comments?.url,
    ...item.links.map(({ href }) => href),
    ...item.enclosures.map((one) => one.url),
    ...item.media.map((one) => one.url),
  ])
}

it('whatever happens to a document, it is read or refused, and its links are absolute http', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...documents),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      async ({ bytes: document }, mutations) => {
        const feed = await read(mutations.reduce(mutate, document))
        for (const link of feed === undefined ? [] : links(feed)) {
          if (link !== undefined) expect(URL.parse(link)?.protocol).toMatch(/^https?:$/)
        }
        expect(Object.keys(Object.prototype)).toEqual([])
      },
    ),
    { numRuns: 10_000 },
  )
})

/** A field the beginning of a document gives is what the whole gives; one it does not give may still come. */
function expectNoContradiction(early: FeedItem, whole: FeedItem | undefined): void {
  for (const [field, value] of Object.entries(early)) {
    if (Array.isArray(value) && value.length === 0) continue
    expect(whole?.[field as keyof FeedItem]).toEqual(value)
  }
}

it('the beginning of a document never yields an item that the whole contradicts', { timeout: 120_000 }, async () => {
  // Bytes whose encoding nobody names may be guessed otherwise when there are more of them.
  const named = documents.filter(
    ({ name }) => !/by-language|called-utf8|inside-utf8|by-http|twice|utf8-once/.test(name),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...named), place, async ({ bytes: document }, cut) => {
      const whole = await read(document)
      const early = await read(document.subarray(0, Math.floor(cut * document.length)))
      early?.items.forEach((item, at) => {
        expectNoContradiction(item, whole?.items[at])
      })
    }),
    { numRuns: 10_000 },
  )
})

it('reading is the same each time and does not touch the bytes', async () => {
  for (const { bytes: document } of documents) {
    const before = document.slice()
    expect(await read(document)).toEqual(await read(document))
    expect(document).toEqual(before)
  }
})
