import { readdirSync, readFileSync } from 'node:fs'
import RssParser from 'rss-parser'
import { describe, expect, it } from 'vitest'
import type { Feed, FeedItem } from '../model/feed.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { parseFeed } from './parse-feed.ts'

/** One strange thing each: a document, and what is in it. `shows` names the rule. */
type Expected = {
  readonly shows?: string
  readonly contentType?: string
  readonly feed: Feed
  /** Where rss-parser says otherwise: by which rule Warta is right. */
  readonly rssParser?: Readonly<Record<string, string>>
}

const folder = new URL('../../tests/fixtures/feeds/', import.meta.url)
const url = 'https://news.example.org/feeds/all'
const names = readdirSync(folder).filter((name) => !name.endsWith('.expected.json'))

function load(name: string): { readonly bytes: Uint8Array; readonly expected: Expected } {
  const expected = name.replace(/\.[^.]+$/, '.expected.json')
  return {
    bytes: readFileSync(new URL(name, folder)),
    expected: JSON.parse(readFileSync(new URL(expected, folder), 'utf8')) as Expected,
  }
}

function optionsOf({ contentType }: Expected): { url: string; contentType?: string } {
  return contentType === undefined ? { url } : { url, contentType }
}

describe('feeds that show one strange thing each', () => {
  it.each(names)('%s is read as it says', async (name) => {
    const { bytes, expected } = load(name)
    // Compared as JSON, which is how they are kept.
    expect(JSON.parse(JSON.stringify(await parseFeed(bytes, optionsOf(expected))))).toEqual(expected.feed)
  })

  it('pollute nothing', async () => {
    for (const name of names.filter((one) => one.includes('proto'))) await parseFeed(load(name).bytes, { url })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    expect(names.filter((one) => one.includes('proto'))).toHaveLength(2)
  })
})

type Other = { readonly [field: string]: unknown }

function oneLine(text: unknown): string {
  return (typeof text === 'string' ? text : JSON.stringify(text ?? '')).replace(/\s+/g, ' ').replace(/^""$/, '').trim()
}

function sameDate(ours: string | undefined, theirs: unknown): boolean {
  return oneLine(ours) === oneLine(theirs) || Date.parse(ours ?? '') === Date.parse(oneLine(theirs))
}

/** The fields in which the two parsers see different items. */
function differences(items: readonly FeedItem[], others: readonly Other[]): Set<string> {
  const differing = new Set<string>()
  if (items.length !== others.length) return differing.add('items')
  items.forEach((item, at) => {
    const other = others[at] ?? {}
    const title = item.title?.kind === 'html' ? htmlToText(item.title.value) : item.title?.value
    if (oneLine(title) !== oneLine(other['title'])) differing.add('title')
    if (oneLine(item.url) !== oneLine(other['link'])) differing.add('link')
    if (oneLine(item.guid) !== oneLine(other['guid'] ?? other['id'])) differing.add('guid')
    if (!sameDate(item.published ?? item.updated, other['pubDate'])) differing.add('date')
  })
  return differing
}

async function rssParserSays(text: string): Promise<readonly Other[] | undefined> {
  try {
    return (await new RssParser().parseString(text)).items as readonly Other[]
  } catch {
    // It refuses the document: that is its answer.
    return undefined
  }
}

describe('beside rss-parser', () => {
  const xml = names.filter((name) => name.endsWith('.xml'))
  it.each(xml)('%s: each difference has a rule that decides it', async (name) => {
    const { bytes, expected } = load(name)
    const feed = await parseFeed(bytes, optionsOf(expected))
    const encoding = feed.encoding.startsWith('utf-32') ? 'utf-8' : feed.encoding
    const others = await rssParserSays(new TextDecoder(encoding).decode(bytes))
    const found = others === undefined ? new Set(['refused']) : differences(feed.items, others)
    expect(Object.keys(expected.rssParser ?? {}).sort()).toEqual([...found].sort())
  })
})
