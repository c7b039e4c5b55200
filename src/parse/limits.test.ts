import { describe, expect, it } from 'vitest'
import { ParseError } from '../errors.ts'
import type { Feed } from '../model/feed.ts'
import { parseFeed } from './parse-feed.ts'

const url = 'https://example.org/feed'

async function read(text: string): Promise<Feed | string> {
  try {
    return await parseFeed(new TextEncoder().encode(text), { url })
  } catch (error) {
    if (error instanceof ParseError) return error.code
    throw error
  }
}

function feed(items: string, before = ''): string {
  return `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>T</title>${items}</channel></rss>`
}

function itemsOf(result: Feed | string): readonly string[] {
  return typeof result === 'string' ? [result] : result.items.map(({ title }) => title?.value ?? '')
}

const good = '<item><title>good</title></item>'

/** What an attacker or a broken generator sends. Each must end by itself; vitest's own time limit is the only clock. */
describe('documents made to hurt', () => {
  it('entities that multiply are not expanded', async () => {
    const levels = Array.from({ length: 10 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('')
    const bomb = feed('<item><title>&l10;</title></item>', `<!DOCTYPE rss [<!ENTITY l0 "lol">${levels}]>`)
    expect(itemsOf(await read(bomb))).toEqual(['&l10;'])
  })

  it('no more of an attribute is kept than any needs, and its tag is read to its end', async () => {
    const url = `https://example.org/${'é'.repeat(200_000)}`
    const result = await read(feed(`<item><title>good</title><category term="${url}" /></item>${good}`))
    expect(itemsOf(result)).toEqual(['good', 'good'])
    const term = typeof result === 'string' ? '' : (result.items[0]?.categories[0]?.term ?? '')
    // In bytes of UTF-8, and no character divided.
    expect(Buffer.byteLength(term)).toBeGreaterThan(262_100)
    expect(Buffer.byteLength(term)).toBeLessThanOrEqual(262_144)
    expect(url.startsWith(term)).toBe(true)
  })

  it('comments that never end, in front of the root or instead of it, are looked through once', async () => {
    expect(await read(`${'<!--'.repeat(15_000)}${feed(good)}`)).toMatchObject({ items: [{ title: { value: 'good' } }] })
    expect(await read('<!--'.repeat(60_000))).toBe('not-a-feed')
  })

  it('an attribute whose quote is missing, of white space, takes linear time', async () => {
    const result = await read(feed(`<item><title>good</title><enclosure url="${' '.repeat(250_000)}x></item>${good}`))
    expect(itemsOf(result)).toEqual(['good', 'good'])
  })

  it('a type of Atom that is white space takes linear time', async () => {
    const title = `<title type="x${' '.repeat(200_000)}y">good</title>`
    const document = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>${title}</entry></feed>`
    expect(itemsOf(await read(document))).toEqual(['good'])
  })

  it('100,000 nested elements in one item cost that item its text and the others nothing', async () => {
    const deep = `<item><title>deep</title><description>${'<div>'.repeat(100_000)}x${'</div>'.repeat(100_000)}</description></item>`
    const result = await read(feed(good + deep + good))
    expect(itemsOf(result)).toEqual(['good', 'deep', 'good'])
    expect(result).toMatchObject({ warnings: ['elements deeper than 256'] })
  })

  it('100,000 nested elements and nothing else are too deep', async () => {
    expect(await read(`<rss>${'<a>'.repeat(100_000)}`)).toBe('too-deep')
  })

  it('items past the limit are not read', async () => {
    const result = await read(feed(good.repeat(300_000)))
    expect(itemsOf(result)).toHaveLength(5000)
    expect(result).toMatchObject({ warnings: ['items over 5000'] })
  })

  it.each([
    ['a million references', `<title>${'&#65;'.repeat(1_000_000)}</title>`],
    ['a million bare ampersands before one semicolon', `<title>${'&'.repeat(1_000_000)};</title>`],
    ['a million bare less-than signs', `<title>${'<'.repeat(1_000_000)}</title>`],
    ['four megabytes of brackets', `<title><![CDATA[${']]'.repeat(2_000_000)}]]></title>`],
    ['a name of five megabytes', `<${'n'.repeat(5_000_000)}/>`],
    ['100,000 attributes', `<enclosure ${Array.from({ length: 100_000 }, (_, n) => `a${n}="x"`).join(' ')}/>`],
    [
      '100,000 attributes whose tag ends far away',
      `<enclosure ${'b="0123456789012345678901234567890123456789" '.repeat(100_000)}`,
    ],
    ['100,000 end tags of nothing', '</b>'.repeat(100_000)],
    ['100,000 sections that run on', '<description><![CDATA['.repeat(100_000)],
    ['a million open quotes', '<a b="'.repeat(1_000_000)],
    ['100,000 comments', '<!-- '.repeat(100_000)],
    ['100,000 declarations', '<!DOCTYPE a [ '.repeat(100_000)],
    ['a million namespaces', Array.from({ length: 20_000 }, (_, n) => `<a xmlns:p${n}="u${n}">`).join('')],
  ])('%s end by themselves and leave the item before them', async (_, hurt) => {
    expect(itemsOf(await read(feed(`${good}<item>${hurt}</item>`)))[0]).toBe('good')
  })

  it('a title of fifty megabytes is cut', async () => {
    const result = await read(feed(`${good}<item><title>${'x'.repeat(50_000_000)}</title></item>`))
    expect(itemsOf(result).map((title) => title.length)).toEqual([4, 2_000_000])
  })

  it('JSON that is broken and a hundred thousand levels deep ends', async () => {
    const hurt = `{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1"}],"x":${'['.repeat(100_000)}`
    expect(await read(hurt)).toMatchObject({ items: [{ guid: '1' }], warnings: ['truncated'] })
  })
})
