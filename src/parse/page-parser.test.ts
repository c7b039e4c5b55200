import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { ParseError } from '../errors.ts'
import { doPageJob } from './page-job.ts'
import { createPageParser, type PageParser } from './page-parser.ts'

const url = 'https://portal.example/a'
const prose =
  '<p>The harbour office said that the ferry would return to its old timetable as soon as the wind allowed it.</p>'
const pageOf = (times: number) =>
  new TextEncoder().encode(
    `<html lang="en"><body><h1>Ferry returns to its timetable</h1>${prose.repeat(times)}</body></html>`,
  )

let parser: PageParser | undefined
afterEach(async () => {
  await parser?.close()
  parser = undefined
})

describe('createPageParser', () => {
  test('gives the same article in a thread and in place', async () => {
    parser = createPageParser()
    const threaded = await parser.parseArticle(pageOf(5), { url })
    expect(await doPageJob({ kind: 'article', bytes: pageOf(5), options: { url } })).toEqual(threaded)
    expect(threaded.item.title?.value).toBe('Ferry returns to its timetable')
  })

  test('brings a refusal back as the error it was', async () => {
    parser = createPageParser()
    const failure = await parser
      .parseListing(new TextEncoder().encode('{"a":1}'), { url, selectors: {} })
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ParseError)
    expect(failure).toMatchObject({ code: 'not-a-page', message: `${url}: JSON, not a page` })
  })

  test('ends a page that takes too long, and reads the next one', async () => {
    parser = createPageParser({ deadlineMs: 1 })
    const slow = parser.parseArticle(pageOf(20_000), { url })
    await expect(slow).rejects.toThrow('not read within 1 ms')
    await parser.close()
    parser = createPageParser()
    expect((await parser.parseArticle(pageOf(3), { url })).item.title?.value).toBe('Ferry returns to its timetable')
  })

  test('of a page that goes on for ever reads the beginning, and says so', async () => {
    parser = createPageParser({ deadlineMs: 600_000 })
    const chapter = `<p>${'The harbour office said that the ferry would return as soon as the wind allowed it. '.repeat(500)}</p>`
    const html = `<html lang="en"><body><h1>Ferry returns to its timetable</h1>${chapter.repeat(60)}</body></html>`
    const { item, warnings } = await parser.parseArticle(new TextEncoder().encode(html), { url })
    const length = item.content?.value.length ?? 0
    expect(length).toBeGreaterThan(1_100_000)
    expect(length).toBeLessThan(1_300_000)
    expect(warnings).toEqual(['the page is too long: its beginning was read'])
  })

  test('leaves the main loop free while it reads', async () => {
    parser = createPageParser()
    let turns = 0
    const ticking = setInterval(() => turns++, 1)
    await parser.parseArticle(pageOf(5000), { url })
    // Small, and the first with a date in words: the names of the months of all languages are read for it.
    const page = new TextEncoder().encode('<h1>H</h1><ul><li><a href=/a>Headline number one</a> 1 Jan 2024</li></ul>')
    const large = turns
    await parser.parseListing(page, { url, selectors: { item: 'li' } })
    clearInterval(ticking)
    expect(large).toBeGreaterThan(5)
    expect(turns - large).toBeGreaterThan(5)
  })

  test('reads a large or packed sitemap in the thread, a small one in place', async () => {
    parser = createPageParser()
    const entry = (n: number) =>
      `<url><loc>https://portal.example/${n}</loc><news:news><news:title>Ferry ${n}</news:title><news:publication_date>Senin, 9 Maret 2026 15.53 WIB</news:publication_date></news:news></url>`
    const sitemapOf = (times: number) =>
      Buffer.from(`<urlset>${Array.from({ length: times }, (_, n) => entry(n)).join('')}</urlset>`)
    const options = { url, now: Date.UTC(2026, 2, 9, 12) }
    const small = await parser.parseSitemap(sitemapOf(3), options)
    expect(small).toMatchObject({ items: [{ url: 'https://portal.example/0' }, {}, {}] })
    let turns = 0
    const ticking = setInterval(() => turns++, 1)
    const large = await parser.parseSitemap(sitemapOf(1000), options)
    const packed = await parser.parseSitemap(gzipSync(sitemapOf(3)), options)
    clearInterval(ticking)
    expect(large).toMatchObject({ items: { length: 1000 } })
    expect(packed).toEqual(small)
    expect(turns).toBeGreaterThan(5)
    await expect(
      parser.parseSitemap(Buffer.from('<urlset>'.padEnd(10_000)), { ...options, limits: { maxBytes: 10 } }),
    ).rejects.toMatchObject({ code: 'too-large' })
  })

  test('rejects what waits when it is closed', async () => {
    parser = createPageParser()
    const waiting = [parser.parseArticle(pageOf(5000), { url }), parser.parseArticle(pageOf(3), { url })].map(
      (promise) => promise.catch((error: unknown) => error),
    )
    await parser.close()
    for (const failure of await Promise.all(waiting)) expect(failure).toBeInstanceOf(ParseError)
    await expect(parser.parseArticle(pageOf(1), { url })).rejects.toThrow('closed')
  })
})
