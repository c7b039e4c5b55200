import { afterEach, expect, it } from 'vitest'
import { ParseError } from '../errors.ts'
import { openInPieces, parseFeed } from './parse-feed.ts'
import { createParser, type Parser, type ParserOptions } from './parser.ts'

const url = 'https://example.org/feed'
const open: Parser[] = []

function parserWith(options: ParserOptions = {}): Parser {
  const parser = createParser(options)
  open.push(parser)
  return parser
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((parser) => parser.close()))
})

function feedOf(items: number, text = ''): Uint8Array {
  const item = (n: number) => `<item><guid>${n}</guid><title>Item ${n}${text}</title><link>/${n}</link></item>`
  const all = Array.from({ length: items }, (_, n) => item(n)).join('')
  return new TextEncoder().encode(`<rss version="2.0"><channel><title>T</title>${all}</channel></rss>`)
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    return await promise
  } catch (error) {
    return error
  }
}

it('reads the same in place and in a thread', async () => {
  const bytes = feedOf(50)
  const expected = await parseFeed(bytes, { url })
  expect(await parserWith().parseFeed(bytes, { url })).toEqual(expected)
  expect(await parserWith({ inlineBytes: 0, piecewiseBytes: 0 }).parseFeed(bytes, { url })).toEqual(expected)
})

it('answers each of many documents with its own feed', async () => {
  const parser = parserWith({ inlineBytes: 0, piecewiseBytes: 0, workers: 2 })
  const feeds = await Promise.all([1, 2, 3, 4, 5, 6].map((items) => parser.parseFeed(feedOf(items), { url })))
  expect(feeds.map(({ items }) => items.length)).toEqual([1, 2, 3, 4, 5, 6])
})

it('refuses in a thread as it refuses in place', async () => {
  const page = new TextEncoder().encode('<!doctype html><input type="password">')
  const here = await failureOf(parserWith().parseFeed(page, { url }))
  const there = await failureOf(parserWith({ inlineBytes: 0, piecewiseBytes: 0 }).parseFeed(page, { url }))
  expect(here).toBeInstanceOf(ParseError)
  expect(there).toBeInstanceOf(ParseError)
  expect(there).toMatchObject({ code: 'sign-in', url, message: here instanceof Error ? here.message : '' })
})

it('ends a document that takes too long, and reads the next one', async () => {
  const parser = parserWith({ inlineBytes: 100_000, piecewiseBytes: 0, deadlineMs: 1 })
  const late = await failureOf(parser.parseFeed(feedOf(5000), { url }))
  expect(late).toBeInstanceOf(ParseError)
  expect(late).toMatchObject({ code: 'unreadable', url })
  expect((await parser.parseFeed(feedOf(1), { url })).items).toHaveLength(1)
  const slow = parserWith({ inlineBytes: 0, piecewiseBytes: 0 })
  expect((await slow.parseFeed(feedOf(2), { url })).items).toHaveLength(2)
})

it('leaves the bytes it is given to their owner', async () => {
  const bytes = feedOf(3)
  const before = bytes.slice()
  await parserWith({ inlineBytes: 0, piecewiseBytes: 0 }).parseFeed(bytes, { url })
  expect(bytes).toEqual(before)
})

it('rejects what still waits when it is closed', async () => {
  const parser = createParser({ inlineBytes: 0, piecewiseBytes: 0 })
  const waiting = [parser.parseFeed(feedOf(10), { url }), parser.parseFeed(feedOf(10), { url })].map(failureOf)
  await parser.close()
  for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ code: 'unreadable' })
  expect(await failureOf(parser.parseFeed(feedOf(10), { url }))).toMatchObject({ code: 'unreadable' })
})

it('reads in pieces the same as whole, one document after the other, with work of others between', async () => {
  const parser = parserWith({ inlineBytes: 0 })
  const large = feedOf(4_000, 'rain '.repeat(100))
  let turns = 0
  const count = setInterval(() => turns++, 0)
  const feeds = await Promise.all([parser.parseFeed(large, { url }), parser.parseFeed(feedOf(3), { url })])
  clearInterval(count)
  expect(turns).toBeGreaterThan(1)
  expect(feeds[0]).toEqual(await parseFeed(large, { url }))
  expect(feeds[1]).toEqual(await parseFeed(feedOf(3), { url }))
})

it('reads in pieces what is in another encoding, or must be mended as a whole', async () => {
  const parser = parserWith({ inlineBytes: 0, workers: 1 })
  const text = Buffer.from(feedOf(2_000, ' général '.repeat(20))).toString()
  const documents = [
    Buffer.from(`\ufeff${text}`, 'utf16le'),
    Buffer.from(text, 'latin1'),
    Buffer.from(text.replaceAll('Item', 'I\u0001tem')),
    Buffer.from(Buffer.from(text).toString('latin1')),
    Buffer.concat([Buffer.from(text.slice(0, -10)), Buffer.from([0xe9]), Buffer.from(text.slice(-10))]),
  ]
  for (const document of documents) {
    let turns = 0
    const count = setInterval(() => turns++, 0)
    const feed = await parser.parseFeed(document, { url })
    clearInterval(count)
    expect(turns).toBeGreaterThan(0)
    expect(feed.items[7]?.title?.value).toBe(`Item 7${' général '.repeat(20)}`.trim())
    expect(feed).toEqual(await parseFeed(document, { url }))
  }
})

it('stops between pieces at the deadline, and when it is closed', async () => {
  const large = feedOf(4_000, 'rain '.repeat(100))
  const late = parserWith({ inlineBytes: 0, deadlineMs: 0 })
  expect(await failureOf(late.parseFeed(large, { url }))).toMatchObject({ code: 'unreadable', url })
  const parser = createParser({ inlineBytes: 0 })
  const waiting = [parser.parseFeed(large, { url }), parser.parseFeed(large, { url })].map(failureOf)
  await parser.close()
  for (const error of await Promise.all(waiting)) expect(error).toMatchObject({ code: 'unreadable', url })
})

/** What some work gives, and how often others had their turn meanwhile. */
async function withTurns<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly turns: number }> {
  let turns = 0
  let working = true
  const count = () => {
    if (!working) return
    turns++
    setImmediate(count)
  }
  count()
  try {
    return { result: await work(), turns }
  } finally {
    working = false
  }
}

it('reads one huge text in pieces, too, without standing in the way of others', async () => {
  const parser = parserWith({ inlineBytes: 0, workers: 1 })
  const huge = new TextEncoder().encode(
    `<rss><channel><item><title>${'&lt;'.repeat(500_000)}</title></item></channel></rss>`,
  )
  const { result: feed, turns } = await withTurns(() => parser.parseFeed(huge, { url }))
  expect(feed.items[0]?.title?.value).toHaveLength(500_000)
  expect(turns).toBeGreaterThan(5)
})

it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])(
  'divides no reference, character or line end of a long text (%i before it)',
  async (before) => {
    const written = `${'x'.repeat(before)}${'aé&amp;\r\n&#8217;€'.repeat(40_000)}`
    const read = `${'x'.repeat(before)}${'aé&\n\u2019€'.repeat(40_000)}`
    for (const text of [written, written.replaceAll('é', 'e').replaceAll('€', 'E')]) {
      const feed = await parseFeed(
        Buffer.from(`<rss><channel><item><description>${text}</description></item></channel></rss>`),
        {
          url,
        },
      )
      const wanted = text === written ? read : read.replaceAll('é', 'e').replaceAll('€', 'E')
      expect(feed.items[0]?.summary?.value === wanted).toBe(true)
    }
  },
)

it('reads an item of thousands of elements in pieces, and leaves only huge ones to a thread', async () => {
  const parser = parserWith({ inlineBytes: 0, workers: 1 })
  const categories = '<category>rain over the hills and far away</category>'
  const document = (count: number) =>
    Buffer.from(`<rss><channel><item><title>T</title>${categories.repeat(count)}</item></channel></rss>`)
  let turns = 0
  const count = setInterval(() => turns++, 0)
  const feed = await parser.parseFeed(document(20_000), { url })
  clearInterval(count)
  expect(turns).toBeGreaterThan(0)
  expect(feed).toEqual(await parseFeed(document(20_000), { url }))
  expect(openInPieces(document(100_000), { url })).toBeDefined()
  expect(openInPieces(document(130_000), { url })).toBeUndefined()
})

it('reads a JSON feed in pieces, and a damaged one in a thread as in place', async () => {
  const parser = parserWith({ inlineBytes: 0, workers: 1 })
  const items = Array.from({ length: 1_000 }, (_, n) => ({
    id: `${n}`,
    title: `Item ${n}`,
    content_text: 'rain '.repeat(100),
  }))
  const text = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'T', items })
  const { result: feed, turns } = await withTurns(() => parser.parseFeed(Buffer.from(text), { url }))
  expect(turns).toBeGreaterThan(3)
  expect(feed).toEqual(await parseFeed(Buffer.from(text), { url }))
  for (const damaged of [text.slice(0, -1_000), text.replace('}]', '},]')]) {
    const saved = await parser.parseFeed(Buffer.from(damaged), { url })
    expect(saved.items.length).toBeGreaterThan(990)
    expect(saved).toEqual(await parseFeed(Buffer.from(damaged), { url }))
  }
  const none = Buffer.from(text.replaceAll(/"(?:version|title)":/g, '"name":'))
  expect(await failureOf(parser.parseFeed(none, { url }))).toEqual(await failureOf(parseFeed(none, { url })))
})

it('guesses an encoding in pieces, and leaves a large document that may be in many to a thread', () => {
  const document = (bytes: number[]) =>
    Buffer.concat([
      Buffer.from('<rss><channel><item><title>'),
      Buffer.alloc(2_500_000, Buffer.from(bytes)),
      Buffer.from('</title></item></channel></rss>'),
    ])
  // "Дождь" in windows-1251; and pairs that are right in every encoding of two bytes.
  const russian = openInPieces(document([0xc4, 0xee, 0xe6, 0xe4, 0xfc, 0x20]), { url })
  russian?.readOn(Number.POSITIVE_INFINITY)
  const feed = russian?.finish()
  expect(feed?.encoding).toBe('windows-1251')
  expect(feed?.items[0]?.title?.value.slice(0, 11)).toBe('Дождь Дождь')
  expect(openInPieces(document([0xb0, 0xb5]), { url })).toBeUndefined()
})
