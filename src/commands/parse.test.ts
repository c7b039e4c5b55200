import { execFileSync } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { systemClock } from '../clock.ts'
import { UsageError } from '../errors.ts'
import type { Context } from './context.ts'
import { parse, readParseArgs } from './parse.ts'

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text)
}

function contextWith(stdin: AsyncIterable<Uint8Array>): { context: Context; out: string[]; err: string[] } {
  const out: string[] = []
  const err: string[] = []
  const io = {
    stdout: (text: string) => void out.push(text),
    stderr: (text: string) => void err.push(text),
    stdin,
    env: {},
    terminal: false,
    signal: new AbortController().signal,
  }
  const options = { feeds: 'feeds', data: 'data', json: false, quiet: false, verbose: false }
  return { context: { io, clock: systemClock, options }, out, err }
}

async function inFolder(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'warta-parse-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

const rss = `<rss version="2.0"><channel><title>Kabar</title><language>id</language><item><guid isPermaLink="false">urn:a:1</guid>
<title>Satu &amp;amp; dua</title><link>/berita/1</link><pubDate>Mon, 01 Jul 2024 15:53:15 +0700</pubDate><category>Dunia</category>
<author>eko@example.id (Eko Satrio)</author><description>&lt;p onclick="x()"&gt;Halo &lt;a href="/x"&gt;dunia&lt;/a&gt;&lt;/p&gt;&lt;script&gt;1&lt;/script&gt;</description>
<comments>https://example.id/berita/1#komentar</comments></item></channel></rss>`

it('shows one document as JSON Feed 1.1, safe and absolute, with the offset that was written', async () => {
  const folder = await inFolder({ 'a.xml': rss })
  const { context, out } = contextWith(chunks())
  const code = await parse({ documents: [join(folder, 'a.xml')], base: 'https://example.id/rss' }, context)
  expect(code).toBe(0)
  expect(JSON.parse(out.join(''))).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'Kabar',
    language: 'id',
    items: [
      {
        id: 'urn:a:1',
        url: 'https://example.id/berita/1',
        title: 'Satu & dua',
        content_html: '<p>Halo <a href="https://example.id/x">dunia</a></p>',
        summary: 'Halo dunia',
        date_published: '2024-07-01T15:53:15+07:00',
        authors: [{ name: 'Eko Satrio', url: 'mailto:eko@example.id' }],
        tags: ['Dunia'],
        language: 'id',
        _warta: { date_confidence: 'high', comments: { url: 'https://example.id/berita/1#komentar' } },
      },
    ],
    _warta: { format: 'rss-2.0', encoding: 'utf-8' },
  })
})

it('tells an entry that is plainly in another language than declared, and the language of one that declares none', async () => {
  const french = 'Le président de la République a déclaré hier que les documents seront signés demain à Paris.'
  const item = `<item><guid>1</guid><title>Paris</title><description>${french}</description></item>`
  const feed = (language: string) => `<rss version="2.0"><channel><title>T</title>${language}${item}</channel></rss>`
  const folder = await inFolder({
    'wrong.xml': feed('<language>en</language>'),
    'right.xml': feed('<language>fr</language>'),
    'none.xml': feed(''),
  })
  const { context, out } = contextWith(chunks())
  await parse({ documents: ['wrong.xml', 'right.xml', 'none.xml'].map((name) => join(folder, name)) }, context)
  const lines = out.join('').trimEnd().split('\n')
  const [wrong, right, none] = lines.map((line) => JSON.parse(line).feed.items[0])
  expect(wrong).toMatchObject({ language: 'en', _warta: { language_found: 'fr' } })
  expect(right.language).toBe('fr')
  expect(right._warta).not.toHaveProperty('language_found')
  expect(none).toMatchObject({ language: 'fr', _warta: { language_from: 'detected' } })
})

it('answers several documents with one line each and fails only when none could be read', async () => {
  const folder = await inFolder({ 'a.xml': rss, 'b.html': '<!doctype html><p>No' })
  const names = [join(folder, 'a.xml'), join(folder, 'b.html')]
  const first = contextWith(chunks())
  expect(await parse({ documents: names }, first.context)).toBe(0)
  const lines = first.out.join('').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { file: names[0], feed: { title: 'Kabar' } },
    { file: names[1], error: { code: 'not-a-feed' } },
  ])
  const second = contextWith(chunks())
  expect(await parse({ documents: [names[1] ?? ''] }, second.context)).toBe(1)
})

it('answers each job of a batch before it reads the next', async () => {
  const folder = await inFolder({ 'a.xml': rss })
  const out: string[] = []
  async function* conversation(): AsyncGenerator<Uint8Array> {
    yield* chunks(`{"file":"${join(folder, 'a.xml')}","base":"https://example.id/"}\n`)
    expect(out).toHaveLength(1)
    yield* chunks('{"file":"/nowhere/at-all"', '}\nno json\n\n{"file":"x","bogus":1}\n')
    expect(out).toHaveLength(4)
    yield* chunks(`{"file":"${join(folder, 'a.xml')}","now":"soon"}`)
  }
  const { context } = contextWith(conversation())
  expect(
    await parse(
      { documents: [], batch: true },
      { ...context, io: { ...context.io, stdout: (line) => void out.push(line) } },
    ),
  ).toBe(0)
  expect(out.map((line) => JSON.parse(line))).toMatchObject([
    { feed: { items: [{ url: 'https://example.id/berita/1' }] } },
    { file: '/nowhere/at-all', error: { code: 'unreadable' } },
    { error: { code: 'unreadable' } },
    { file: 'x', error: { code: 'unreadable' } },
    { error: { code: 'unreadable' } },
  ])
})

it('reads a document from standard input', async () => {
  const { context, out } = contextWith(chunks(rss.slice(0, 100), rss.slice(100)))
  expect(await parse({ documents: ['-'] }, context)).toBe(0)
  expect(JSON.parse(out.join(''))).toMatchObject({ items: [{ id: 'urn:a:1' }] })
})

it('reads a page as its one article, or as a list with selectors', async () => {
  const list =
    '<!doctype html><title>Portal</title><div class="c"><a href="/a">Berita pertama hari ini</a> 1 Juli 2024</div>'
  const folder = await inFolder({ 'p.html': list })
  const { context, out } = contextWith(chunks())
  const args = readParseArgs([join(folder, 'p.html')], { page: true, item: '.c', base: 'https://p.example/' })
  expect(args.selectors).toEqual({ item: '.c' })
  await parse(args, context)
  expect(JSON.parse(out.join(''))).toMatchObject({
    items: [{ url: 'https://p.example/a', title: 'Berita pertama hari ini' }],
  })
})

const prose =
  '<p>The ferry will return to its old timetable as soon as the wind allows it, the harbour office said.</p>'.repeat(3)

it('shows which way found the fields of an article, what was not taken, and where it goes on', async () => {
  const page = `<!doctype html><title>Ferry returns</title><nav>Home</nav><h1>Ferry returns</h1>${prose}<a href="?page=2">2</a><footer>All rights</footer>`
  const folder = await inFolder({ 'p.html': page })
  const { context, out } = contextWith(chunks())
  await parse({ documents: [join(folder, 'p.html')], page: true, base: 'https://p.example/ferry' }, context)
  const feed = JSON.parse(out.join(''))
  expect(feed.next_url).toBe('https://p.example/ferry?page=2')
  expect(feed.items[0]._warta.found).toMatchObject({ title: 'heading', body: 'readability' })
  expect(feed.items[0]._warta.dropped).toEqual(
    expect.arrayContaining([
      { why: 'nav', text: 'Home' },
      { why: 'footer', text: 'All rights' },
    ]),
  )
})

it('refuses a selector that is none, and says where it stops being one', async () => {
  const args = { documents: ['p.html'], page: true, selectors: { item: 'div[' } }
  await expect(parse(args, contextWith(chunks()).context)).rejects.toThrow(
    'item: div[ is no CSS selector, from character 4',
  )
})

it('names in a batch what is no page, and reads on behind hostile ones', async () => {
  const article = `<!doctype html><html lang="en"><title>Ferry returns</title><h1>Ferry returns</h1>${prose}`
  const folder = await inFolder({
    'json.html': '{"a":1}',
    'empty.html': '  ',
    'sign-in.html': '<title>Log in</title><form><input type="password"></form>',
    'wall.html': '<title>Just a moment...</title><p>Checking your browser</p>',
    'large.html': `<p>${'x'.repeat(9_000_000)}`,
    'deep.html': '<div>'.repeat(100_000),
    'article.html': article,
  })
  const names = ['json', 'empty', 'sign-in', 'wall', 'large', 'deep', 'article']
  const jobs: object[] = names.map((name) => ({ file: join(folder, `${name}.html`), page: true }))
  const last = join(folder, 'article.html')
  jobs.push(
    { file: last, page: { item: '<<<' } },
    { file: last, page: { article: { drop: ['::'] } } },
    {
      file: last,
      page: true,
      base: 'https://p.example/ferry',
      language: 'en',
      timezone: 'Asia/Jakarta',
      now: '2026-03-09T08:00:00Z',
    },
  )
  const { context, out } = contextWith(chunks(jobs.map((job) => `${JSON.stringify(job)}\n`).join('')))
  expect(await parse({ documents: [], batch: true }, context)).toBe(0)
  const answers = out.map((line) => JSON.parse(line))
  expect(answers.map(({ error }) => error?.code)).toEqual([
    'not-a-page',
    'empty',
    'sign-in',
    'challenge',
    'too-large',
    'too-deep',
    undefined,
    'unreadable',
    'unreadable',
    undefined,
  ])
  expect(answers.at(-1).feed.items).toMatchObject([{ title: 'Ferry returns', url: 'https://p.example/ferry' }])
})

it('shows nothing of where a file lies', async () => {
  const folder = await inFolder({ 'p.html': '<!doctype html><title>Satu</title><h1>Satu</h1><p>Halo dunia.</p>' })
  const { context, out } = contextWith(chunks())
  await parse({ documents: [join(folder, 'p.html')], page: true }, context)
  expect(out.join('')).toContain('Satu')
  expect(out.join('')).not.toContain(folder)
})

it('needs a document', async () => {
  await expect(parse({ documents: [] }, contextWith(chunks()).context)).rejects.toThrow(UsageError)
})

it('answers every job of a batch, whatever stands before it', async () => {
  const folder = await inFolder({ 'a.xml': rss })
  const pipe = join(folder, 'pipe')
  execFileSync('mkfifo', [pipe])
  const good = { file: join(folder, 'a.xml'), base: 'https://example.id/rss' }
  const jobs = [
    { file: pipe },
    { file: '/dev/zero' },
    { file: folder },
    { file: '-' },
    { ...good, base: '../rel' },
    { ...good, base: 'javascript:1' },
    { ...good, timezone: 'Mars/X' },
    { ...good, timezone: '', language: null, now: '' },
    good,
  ]
  const { context, out } = contextWith(chunks(jobs.map((job) => `${JSON.stringify(job)}\n`).join('')))
  expect(await parse({ documents: [], batch: true }, context)).toBe(0)
  const answers = out
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(answers.map(({ file }) => file)).toEqual(jobs.map(({ file }) => file))
  expect(answers.map(({ error }) => error?.code)).toEqual([...Array(7).fill('unreadable'), undefined, undefined])
})

it('a page whose selector takes for ever ends when Warta is told to', async () => {
  const slow = '<div class="a"><div class="b"><p>x</p></div></div>'.repeat(20_000)
  const folder = await inFolder({ 'slow.html': `<!doctype html><body>${slow}` })
  const stop = new AbortController()
  const { context, err } = contextWith(chunks())
  const stoppable = { ...context, io: { ...context.io, signal: stop.signal } }
  const selectors = { item: 'div:has(~ div:has(~ div))' }
  const code = parse({ documents: [join(folder, 'slow.html')], base: 'https://example.id/', selectors }, stoppable)
  stop.abort()
  expect(await code).toBe(1)
  expect(err.join('')).toContain('the parser')
})
