import { describe, expect, it } from 'vitest'
import { ParseError } from '../errors.ts'
import type { Opml, Outline } from '../model/opml.ts'
import { parseOpml } from './opml.ts'

const url = 'https://example.org/lists/all.opml'

function read(text: string): Promise<Opml> {
  return parseOpml(new TextEncoder().encode(text), { url })
}

async function codeOf(text: string): Promise<string> {
  try {
    await read(text)
    return 'parsed'
  } catch (error) {
    if (error instanceof ParseError) return error.code
    throw error
  }
}

describe('a list of feeds', () => {
  it.each([
    ['feed://example.org/rss', 'http://example.org/rss'],
    ['feed:https://example.org/rss', 'https://example.org/rss'],
    ['feed://https://example.org/rss', 'https://example.org/rss'],
  ])('reads %s as browsers gave it to a reader', async (written, address) => {
    const { outlines } = await read(`<opml version="2.0"><body><outline text="A" xmlUrl="${written}"/></body></opml>`)
    expect(outlines[0]?.xmlUrl).toBe(address)
  })

  it('gives outlines as they are nested, with absolute addresses', async () => {
    const opml =
      await read(`<?xml version="1.0"?><opml version="2.0"><head><title>Kabar &amp; berita</title></head><body>
      <outline text="Dunia"><outline text="BBC &quot;News&quot;" title="BBC" type="rss" xmlUrl="/feeds/bbc" htmlUrl="https://bbc.example.org/"
        language="en" description="All" category="/news/world,/uk"/></outline><outline text="Kosong"/></body></opml>`)
    expect(opml.title).toBe('Kabar & berita')
    expect(opml.outlines.map(({ text, children }) => [text, children.length])).toEqual([
      ['Dunia', 1],
      ['Kosong', 0],
    ])
    expect(opml.outlines[0]?.children[0]).toMatchObject({
      text: 'BBC "News"',
      title: 'BBC',
      type: 'rss',
      xmlUrl: 'https://example.org/feeds/bbc',
      htmlUrl: 'https://bbc.example.org/',
      language: 'en',
      description: 'All',
      categories: ['/news/world', '/uk'],
    })
  })

  it('takes names of attributes in any case, and titles where there is no text', async () => {
    const opml = await read('<opml><body><outline title="A" XMLURL="https://a.example.org/rss"/></body></opml>')
    expect(opml.outlines[0]).toMatchObject({ text: 'A', xmlUrl: 'https://a.example.org/rss' })
  })

  it('keeps every attribute by its name as written, whatever its prefix stands for', async () => {
    const opml = await read(
      '<opml xmlns:frss="https://freshrss.org/opml"><body><outline text="A" XMLURL="https://a.example.org/" frss:xPathItem="//a" Odd="1"/></body></opml>',
    )
    expect(opml.outlines[0]?.attributes).toEqual({
      text: 'A',
      XMLURL: 'https://a.example.org/',
      'frss:xPathItem': '//a',
      Odd: '1',
    })
  })

  it('keeps an address only when it is http or https', async () => {
    const opml = await read(
      '<opml><body><outline text="f" xmlUrl="file:///etc/passwd" htmlUrl="javascript:alert(1)"/></body></opml>',
    )
    expect(opml.outlines[0]).toMatchObject({ text: 'f', attributes: { xmlUrl: 'file:///etc/passwd' } })
    expect(opml.outlines[0]).not.toHaveProperty('xmlUrl')
    expect(opml.outlines[0]).not.toHaveProperty('htmlUrl')
  })

  it('is read with bare ampersands, unclosed outlines and without its body', async () => {
    const opml = await read(
      '<opml><outline text="A & B" xmlUrl="https://a.example.org/?x=1&y=2"><outline text="C"></opml>',
    )
    expect(opml.outlines[0]).toMatchObject({ text: 'A & B', xmlUrl: 'https://a.example.org/?x=1&y=2' })
    expect(opml.outlines[0]?.children.map(({ text }) => text)).toEqual(['C'])
  })

  it('of a list that is followed reads the first outlines only', async () => {
    const many = '<outline text="a" xmlUrl="https://a.example/"/>'.repeat(50)
    const bytes = new TextEncoder().encode(`<opml version="2.0"><body>${many}</body></opml>`)
    expect((await parseOpml(bytes, { url })).outlines).toHaveLength(50)
    const { length } = (await parseOpml(bytes, { url, outlines: 20 })).outlines
    expect(length).toBeGreaterThan(15)
    expect(length).toBeLessThanOrEqual(20)
  })

  it('survives ten thousand levels and a hundred thousand outlines, and pollutes nothing', async () => {
    const deep = await read(`<opml><body>${'<outline text="d">'.repeat(10_000)}</body></opml>`)
    let levels = 0
    for (let at: Outline | undefined = deep.outlines[0]; at !== undefined; at = at.children[0]) levels++
    expect(levels).toBeGreaterThan(200)
    expect(levels).toBeLessThanOrEqual(256)
    const wide = await read(`<opml><body>${'<outline text="w"/>'.repeat(100_000)}</body></opml>`)
    expect(wide.outlines).toHaveLength(100_000)
    await read('<opml><body><outline text="p" __proto__="x" constructor="y"/></body></opml>')
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it.each([
    ['', 'empty'],
    ['<!doctype html><p>', 'not-a-feed'],
    ['<rss version="2.0"><channel/></rss>', 'not-a-feed'],
    ['{}', 'not-a-feed'],
    ['plain', 'not-a-feed'],
  ])('%j is refused as %s', async (text, code) => {
    expect(await codeOf(text)).toBe(code)
  })
})
