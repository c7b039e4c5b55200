import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import RssParser from 'rss-parser'
import { describe, expect, test } from 'vitest'
import type { EditionEntry } from '../../src/model/edition.ts'
import type { SiteFile } from '../../src/model/site-file.ts'
import { renderIndex, renderSection } from '../../src/publish/render-site.ts'
import { edition, entry, site } from '../fixtures/publish/edition.ts'
import { tricky } from '../fixtures/publish/tricky.ts'

/** S17, S19, S20, S21: whatever a publisher writes, in whatever field, nothing of it lives in what we publish. */

const attacks = readFileSync(new URL('../fixtures/html/attacks.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [name = '', html = ''] = line.split('\t')
    return [name, html.replace(/\\u([0-9A-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))]
  })
const texts = [
  ...attacks.map(([, html = '']) => html),
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  ' JaVaScRiPt:alert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  '//evil.example/x',
  '/\\evil.example',
  'http://a"onmouseover="alert(1)',
  "http://a'onmouseover='alert(1)",
  'http://a.example/ onmouseover=alert(1)',
  'https://user:pass@a.example/',
  '"><img src=x onerror=alert(1)>',
  '--><script>alert(1)</script>',
  '</title></style></textarea><script>alert(1)</script>',
  '{{title}}{{{content}}}{{> header}}{{=<% %>=}}',
  ']]><script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
  '<?xml-stylesheet href="javascript:alert(1)"?>',
  '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;',
  '<?php system("id"); ?>',
  '<!--#exec cmd="id" -->',
  'a\u0000b\u0008c\u000cd\ufffee\ud800f\u202eg\u2066h',
]

/** An entry that has the text in every field a publisher can fill. */
function poisoned(text: string, n: number): EditionEntry {
  return entry({
    id: `tag:news.example.org,2026:poisoned-${n}`,
    url: text,
    title: text,
    language: text,
    summary: text,
    content: text,
    authors: [{ name: text, url: text, email: text }],
    categories: [{ term: text, label: text }],
    rights: text,
    image: text,
    enclosures: [
      { url: text, type: text },
      { url: 'https://a.example/a.mp3', type: text },
    ],
    comments: { url: text, count: 3 },
    source: { id: text, name: text, url: text, feed: text },
    also: [
      { title: text, url: text, source: text, language: text },
      { title: text, url: 'https://b.example/', source: text },
    ],
    related: [
      { title: text, url: text },
      { title: text, url: 'https://b.example/' },
    ],
    dateline: { place: text, agency: text },
  })
}

const sections = [{ slug: 'international', title: 'Internasional' }]
function publish(entries: readonly EditionEntry[], text = 'Internasional'): readonly SiteFile[] {
  const whole = edition({ entries, title: text, description: text })
  const context = { site, sections: [...sections, { slug: 'other', title: text }], version: '1.0.0' }
  return [...renderSection(whole, context), ...renderIndex([whole], context)]
}

const FORBIDDEN =
  'script, iframe, object, embed, svg, math, form, style, base[href], frame, applet, template, noscript, plaintext, xmp'
const ADDRESSES = ['href', 'src', 'action', 'formaction', 'poster', 'data', 'background', 'srcset', 'xlink:href']

/** What of a document, as a browser's parser sees it, would act. */
function living(html: string): readonly string[] {
  const $ = load(html)
  const found: string[] = []
  for (const element of $(FORBIDDEN).toArray()) found.push(`<${$(element).prop('tagName')}>`)
  for (const element of $('*').toArray()) {
    if (!('attribs' in element)) continue
    for (const [name, value] of Object.entries(element.attribs)) {
      if (/^on/i.test(name) || name === 'style' || name === 'srcdoc') found.push(`${name}=${value}`)
      // As browsers read an address: without white space and controls.
      const bare = [...value].filter((letter) => letter > ' ').join('')
      if (
        ADDRESSES.includes(name) &&
        !/^(?:https?:\/\/|mailto:|#|\.{0,2}\/|[a-z0-9-]+[./?]|[a-z0-9-]+\/)/i.test(bare) &&
        bare !== ''
      ) {
        found.push(`${name}=${value}`)
      }
      if (/^(?:javascript|vbscript|data):/i.test(bare) && ADDRESSES.includes(name)) found.push(`${name}=${value}`)
    }
  }
  return found
}

/** The HTML that a feed's readers would show. */
function shown({ path, body }: SiteFile): readonly string[] {
  const text = String(body)
  if (path.endsWith('.html')) return [text]
  if (path.endsWith('.json')) {
    const { items } = JSON.parse(text) as { readonly items: readonly { readonly content_html?: string }[] }
    return items.flatMap(({ content_html: html }) => html ?? [])
  }
  const $ = load(text, { xml: true })
  return $('content\\:encoded, content, item > description, summary[type=html]')
    .toArray()
    .map((element) => $(element).text())
}

describe('in what is published', () => {
  test.each(texts)('%j in every field stays without life', (text) => {
    for (const file of publish([poisoned(text, 1)], text)) {
      if (!/\.(?:html|xml|json)$/.test(file.path)) continue
      for (const html of shown(file)) expect(living(html), file.path).toEqual([])
    }
  })

  test('links of feeds are absolute http(s), or none', () => {
    for (const file of publish(texts.map(poisoned))) {
      if (!file.path.endsWith('.xml')) continue
      const $ = load(String(file.body), { xml: true })
      for (const element of $('[href], [url], [src]').toArray()) {
        for (const name of ['href', 'url', 'src']) {
          expect(element.attribs[name] ?? 'https://none/').toMatch(/^https?:\/\/[a-z0-9.[\]:@-]+(?:[/?#]|$)/i)
        }
      }
      for (const element of $('item > link, item > comments, uri').toArray()) {
        expect($(element).text()).toMatch(/^https?:\/\//)
      }
    }
  })

  test.each(texts)('%j costs the fifty around it nothing', async (text) => {
    const around = Array.from({ length: 50 }, (_, n) =>
      entry({ id: `tag:news.example.org,2026:${n}`, title: `Berita ${n}` }),
    )
    const files = publish([...around.slice(0, 25), poisoned(text, 1), ...around.slice(25)])
    const body = (name: string) => String(files.find(({ path }) => path === `international/${name}`)?.body)
    const titles = [
      (await new RssParser().parseString(body('rss.xml'))).items.map(({ title }) => title),
      (await new RssParser().parseString(body('atom.xml'))).items.map(({ title }) => title),
      (JSON.parse(body('feed.json')) as { readonly items: readonly { readonly title: string }[] }).items.map(
        ({ title }) => title,
      ),
    ]
    for (const list of titles) expect(list.filter((title) => /^Berita \d+$/.test(title ?? ''))).toHaveLength(50)
    for (const list of titles) expect(list).toHaveLength(51)
  })

  test.skipIf(spawnSync('xmllint', ['--version']).error !== undefined)('every document is XML to xmllint', () => {
    const folder = mkdtempSync(join(tmpdir(), 'warta-xml-'))
    try {
      const files = publish([...texts.map(poisoned), ...tricky.values()], texts.join(' '))
      const names = files
        .filter(({ path }) => /\.(?:xml|opml)$/.test(path))
        .map(({ path, body }) => {
          const name = join(folder, path.replaceAll('/', '-'))
          writeFileSync(name, body)
          return name
        })
      expect(names).toHaveLength(3)
      const { status, stderr } = spawnSync('xmllint', ['--noout', '--nonet', ...names], { encoding: 'utf8' })
      expect([status, stderr]).toEqual([0, ''])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
