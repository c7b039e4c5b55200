import { describe, expect, it } from 'vitest'
import { ParseError } from '../errors.ts'
import type { Feed } from '../model/feed.ts'
import { type ParseOptions, parseFeed } from './parse-feed.ts'

const url = 'https://example.org/feeds/news.xml'

function parse(text: string | Uint8Array, options: Partial<ParseOptions> = {}): Promise<Feed> {
  return parseFeed(typeof text === 'string' ? new TextEncoder().encode(text) : text, { url, ...options })
}

async function codeOf(text: string | Uint8Array, options: Partial<ParseOptions> = {}): Promise<string> {
  try {
    await parse(text, options)
    return 'parsed'
  } catch (error) {
    if (error instanceof ParseError) return error.code
    throw error
  }
}

function rssItem(inner: string, around = ''): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>${around}<item>${inner}</item></channel></rss>`
}

describe('what is no feed', () => {
  it.each([
    ['', 'empty'],
    [' \n\t', 'empty'],
    ['\ufeff  ', 'empty'],
    ['<!doctype html><title>Home</title><p>Hello', 'not-a-feed'],
    ['<html><body><rss version="2.0"><channel><item/></channel></rss></body></html>', 'not-a-feed'],
    ['<html><form><input name=u><input type="password"></form></html>', 'sign-in'],
    ['<html><head><title>Just a moment...</title></head></html>', 'challenge'],
    ['<script src="/_Incapsula_Resource?SWUDNSAI=31"></script>', 'challenge'],
    [
      `<script src="/_Incapsula_Resource?SWJIYLWA=7"></script>${'<p>The harbour is open.</p>'.repeat(80)}`,
      'not-a-feed',
    ],
    ['{"error": "no such feed"}', 'not-a-feed'],
    ['[1, 2, 3]', 'not-a-feed'],
    ['{{{', 'not-a-feed'],
    ['Service unavailable', 'not-a-feed'],
    ['<opml version="2.0"><body/></opml>', 'not-a-feed'],
    ['<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url/></urlset>', 'not-a-feed'],
    ['<error><message>no</message></error>', 'not-a-feed'],
    ['<rss version="2.0"><chan', 'unreadable'],
  ])('%j is refused as %s', async (text, code) => {
    expect(await codeOf(text)).toBe(code)
  })

  it('refuses more bytes than the limit', async () => {
    expect(await codeOf(rssItem('<title>a</title>'), { limits: { bytes: 50 } })).toBe('too-large')
  })

  it('accepts a feed without items', async () => {
    expect(await parse('<rss version="2.0"><channel><title>Quiet</title></channel></rss>')).toMatchObject({
      title: { kind: 'text', value: 'Quiet' },
      items: [],
      warnings: [],
    })
  })
})

describe('a document that was cut off', () => {
  const whole = `<rss version="2.0"><channel><title>T</title>${[1, 2, 3]
    .map(
      (n) =>
        `<item><guid>${n}</guid><title>Title ${n}</title><description><![CDATA[<p>Text ${n}</p>]]></description></item>`,
    )
    .join('\n')}</channel></rss>`

  it('never yields an item that the whole contradicts', async () => {
    const items = (await parse(whole)).items
    for (let length = 1; length < whole.length; length++) {
      const feed = await parse(whole.slice(0, length)).catch((error: unknown) => {
        expect(error).toBeInstanceOf(ParseError)
        return undefined
      })
      expect(feed?.items ?? []).toEqual(items.slice(0, feed?.items.length ?? 0))
      if (feed !== undefined) expect(feed.warnings).toContain('truncated')
    }
  })

  it('keeps every item that was closed', async () => {
    const feed = await parse(whole.slice(0, whole.indexOf('Text 3')))
    expect(feed.items.map(({ guid }) => guid)).toEqual(['1', '2'])
  })
})

it.each(['\r\n', '\r'])(
  'reads lines that end with %j as those that end with a line feed (XML 1.0 section 2.11)',
  async (end) => {
    const text = rssItem(
      '<title>Rain\nover &amp;\n\nthe hills&#13;\n</title>\n<link>\n/1\n</link>\n<enclosure\nurl="/a.mp3"\ntype="audio/\nmpeg"\n/>' +
        '<description><![CDATA[<p>été\n</p>\n\n]]></description>\n<category>\nA\nB\n</category>',
    )
    for (const document of [text, text.replaceAll('é', 'e')])
      expect(await parse(document.replaceAll('\n', end))).toEqual(await parse(document))
    expect((await parse(text.replaceAll('\n', end))).items[0]?.title?.value).toBe('Rain\nover &\n\nthe hills')
  },
)

it('keeps white space between sections and before end tags that end nothing, whatever stands around them', async () => {
  const titleOf = async (title: string) => (await parse(rssItem(`<title>${title}</title>`))).items[0]?.title?.value
  expect(await titleOf('\n <![CDATA[rain]]> <![CDATA[ over]]>\n ')).toBe('rain  over')
  expect(await titleOf(' \n<!-- a -->\n <![CDATA[rain]]> </b> over </b> ')).toBe('rain  over')
  expect(await titleOf('\n \n')).toBeUndefined()
})

it('reads each element by its own attributes where the same ones came before', async () => {
  const link = (attributes: string) => `<atom:link ${attributes}/>`
  const around = '<x xmlns:atom="http://www.w3.org/2005/Atom"/>'
  const feed = await parse(
    rssItem(
      link('rel="related" href="a"') +
        link('rel="related" href="b"') +
        link('rel="related" HREF="c"') +
        link('rel="related" xml:base="/d/" href="e"') +
        link('rel="related" xmlns:atom="urn:other" href="f"') +
        link('rel="related" href="g"'),
      around,
    ),
  )
  expect(feed.items[0]?.links.map(({ href }) => href.replace('https://example.org/', ''))).toEqual([
    'feeds/a',
    'feeds/b',
    'feeds/c',
    'd/e',
    'feeds/g',
  ])
})

it('leaves white space as it is in markup that is called as what holds fields', async () => {
  const feed = await parse(
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><content type="application/xml"><rss xmlns=""><channel><title>\n<b>Rain</b></title></channel></rss></content></entry></feed>`,
  )
  expect(feed.items[0]?.content?.value).toContain('<title>\n<b>Rain</b></title>')
})

it('ends what an end tag names among elements of endless different names, in any case, and ignores one that names nothing', async () => {
  const others = Array.from({ length: 1_200 }, (_, n) => `<n${n}>a</n${n}>`).join('')
  const feed = await parse(
    rssItem(`${others}<late><b>one<stray2></late></stray></LATE><Last><i>two</last></i><title>Rain</title>`),
  )
  expect(feed.items[0]?.title?.value).toBe('Rain')
})

it.each([2, 20])('has each category of a scheme and each enclosure once, of %i and their doubles', async (count) => {
  const one = (n: number) =>
    `<category domain="a">${n}</category><category domain="b">${n}</category><enclosure url="/${n}.mp3"/>`
  const all = Array.from({ length: count }, (_, n) => one(n)).join('')
  const item = (await parse(rssItem(`${all}${all}`))).items[0]
  expect(item?.categories).toHaveLength(2 * count)
  expect(item?.enclosures).toHaveLength(count)
})

describe('what was there last time', () => {
  it.each([
    '<title>Rain</title><link>https://example.org/1</link><description><![CDATA[<p>Rain</p>]]></description>',
    '<title> Rain </title><author></author><author/><category>\n</category><category>a</category><category>b</category>',
    '<title><![CDATA[Rain]]> tomorrow</title><description> <![CDATA[a]]> </description>',
    '<title>Rain <b>now</b></title><description><p>One</p><p></p><p>Two</p></description>',
    '<title>Rain<title>Snow</title><description>one</description>',
    '<title>Rain</title ><guid isPermaLink="false">1</guid><guid>2</guid><guid isPermaLink="true">https://example.org/2</guid>',
    '<title>Rain</description></title><description>a < b</description><comments>&amp;&lt;</comments>',
    '<description><![CDATA[one<![CDATA[two]]></description><title>Rain</title>',
    '<description><![CDATA[one</description><title>Rain</title><category><![CDATA[two]]></category>',
    '<enclosure url="/a.mp3" length="1"/><enclosure length="2" url="/b.mp3"></enclosure><enclosure url=/c.mp3 />',
    '<media:content xmlns:media="http://search.yahoo.com/mrss/" url="/a.jpg"><media:credit>A</media:credit></media:content>',
    '<x:creator xmlns:x="http://purl.org/dc/elements/1.1/">Ann</x:creator><x:creator xmlns:x="urn:x">Bob</x:creator>',
    '<description xml:base="/a/" xml:lang="fr">un</description><description xml:lang="de">zwei</description>',
  ])('does not change how an item is read: %s', async (inner) => {
    const feed = await parse(rssItem(Array.from({ length: 4 }, () => inner).join('</item>\n  <item>')))
    const first = (await parse(rssItem(inner))).items
    expect(first).toHaveLength(1)
    expect(feed.items).toEqual(Array.from({ length: 4 }, () => first[0]))
  })

  it.each([
    [{ textChars: 3 }, 'Rai'],
    [{ elements: 1 }, undefined],
    [{ depth: 3 }, undefined],
  ])('is bound by the limits as all else: %j', async (limits, title) => {
    const inner = '<link>https://example.org/1</link><title>Rain</title>'
    const feed = await parse(rssItem(Array.from({ length: 3 }, () => inner).join('</item><item>')), { limits })
    expect(feed.items.map((item) => item.title?.value)).toEqual([title, title, title])
  })
})
