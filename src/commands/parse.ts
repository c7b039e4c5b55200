import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { ConfigError } from '../config/config-error.ts'
import { selectorMistake } from '../config/css-selector.ts'
import { loadConfig } from '../config/load.ts'
import { ParseError, SourceError, UsageError } from '../errors.ts'
import { type Client, createClient } from '../fetch/client.ts'
import { fetchDocument } from '../fetch/fetch-document.ts'
import type { Feed } from '../model/feed.ts'
import type { PageSelectors } from '../model/source.ts'
import { createPageParser, type PageParser } from '../parse/page-parser.ts'
import { createParser, type Parser } from '../parse/parser.ts'
import { version } from '../version.ts'
import type { Context, ExitCode } from './context.ts'
import { userAgent } from './newsroom.ts'
import { describeFeed } from './parsed-document.ts'

/** `warta parse`: documents by name or `-`, or jobs on standard input. */
export type ParseArgs = {
  /** Files, URLs, or `-` for standard input. */
  readonly documents: readonly string[]
  /** Jobs from standard input instead, one JSON object a line. */
  readonly batch?: boolean
  readonly base?: string
  readonly contentType?: string
  /** The document is a page: with selectors a list of entries, otherwise one article. */
  readonly page?: boolean
  readonly selectors?: PageSelectors
}

/** The command's options as the command line has them: selectors one by one. */
export type ParseFlags = {
  readonly base?: string
  readonly contentType?: string
  readonly batch?: boolean
  readonly page?: boolean
  readonly item?: string
  readonly title?: string
  readonly link?: string
  readonly summary?: string
  readonly image?: string
  readonly date?: string
  readonly author?: string
  readonly body?: string
  readonly drop?: readonly string[]
}

/** Puts the selectors of `--page` together: with `--item` those of a list, otherwise those of an article. */
export function readParseArgs(documents: readonly string[], flags: ParseFlags): ParseArgs {
  const { item, title, link, summary, image, date, author, body, drop, ...rest } = flags
  const list = { item, title, link, summary, image, date, author }
  const article = { body, date, author, drop }
  const given = present(item === undefined ? { article: present(article) } : list)
  return { documents, ...rest, ...(Object.keys(given).length === 0 ? {} : { selectors: given }) }
}

function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && !isEmpty(value))
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}

const text = z.string().min(1)
const selectorsSchema = z.strictObject({
  item: text.optional(),
  title: text.optional(),
  link: text.optional(),
  date: text.optional(),
  author: text.optional(),
  summary: text.optional(),
  image: text.optional(),
  next: z.strictObject({ link: text, pages: z.number().int().positive() }).optional(),
  article: z
    .strictObject({
      body: text.optional(),
      author: text.optional(),
      date: text.optional(),
      drop: z.array(text).optional(),
    })
    .optional(),
})

const jobSchema = z.strictObject({
  file: text,
  base: text.optional(),
  contentType: text.optional(),
  language: text.optional(),
  timezone: text.optional(),
  now: text.optional(),
  page: z.union([z.boolean(), selectorsSchema]).optional(),
})

type Job = {
  readonly file: string
  readonly base?: string | undefined
  readonly contentType?: string | undefined
  readonly language?: string | undefined
  readonly timezone?: string | undefined
  readonly now?: number | undefined
  /** Undefined: a feed. */
  readonly page?: { readonly selectors: PageSelectors | undefined } | undefined
}

type Answer =
  | { readonly file: string; readonly feed: unknown }
  | { readonly file: string; readonly error: { readonly code: string; readonly message: string } }

type Tools = {
  readonly parser: Parser
  readonly pages: PageParser
  readonly clock: Clock
  readonly stdin: AsyncIterable<Uint8Array>
  client(): Promise<Client>
  /** Whether documents are named by jobs that stand in a row. */
  readonly isBatch: boolean
}

/**
 * Shows what Warta makes of documents: JSON Feed 1.1 on stdout for one, a line of JSON for each of several, an answer
 * a line for each job of a batch. Documents that cannot be read are answered with their error; it is the exit code's
 * business (1) only when none could.
 */
export async function parse(args: ParseArgs, context: Context): Promise<ExitCode> {
  const { io, clock } = context
  if (args.batch !== true && args.documents.length === 0) {
    throw new UsageError('parse: name a file, a URL, or - for standard input')
  }
  const mistake = mistakeIn(args.selectors ?? {})
  if (mistake !== undefined) throw new UsageError(`parse: ${mistake}`)
  if (args.base !== undefined && !URL.canParse(args.base)) throw new UsageError(`--base ${args.base}: no absolute URL`)
  // Nobody else waits here: a thread is only for what may need to be ended.
  const parser = createParser({ inlineBytes: 8 * 1024 * 1024 })
  // A page may be made to be slow, or a selector: each is read where it can be ended.
  const pages = createPageParser()
  const stop = () => void pages.close()
  io.signal.addEventListener('abort', stop, { once: true })
  let client: Client | undefined
  const tools: Tools = {
    isBatch: args.batch === true,
    parser,
    pages,
    clock,
    stdin: io.stdin,
    client: async () => (client ??= await openClient(context)),
  }
  try {
    if (args.batch === true) return await runBatch(context, tools)
    const page = args.page === true || args.selectors !== undefined ? { selectors: args.selectors } : undefined
    const jobs = args.documents.map((file) => ({ file, base: args.base, contentType: args.contentType, page }))
    return await runDocuments(jobs, context, tools)
  } finally {
    io.signal.removeEventListener('abort', stop)
    await parser.close()
    await pages.close()
    await client?.close()
  }
}

/** The operator's exceptions to the guard hold here too, where there is a configuration. */
async function openClient({ io, options }: Context): Promise<Client> {
  try {
    const config = await loadConfig({ feeds: options.feeds, env: io.env })
    return createClient({ userAgent: userAgent(config), allowPrivate: config.allowPrivate })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return createClient({ userAgent: `Warta/${version}` })
  }
}

async function runDocuments(jobs: readonly Job[], { io }: Context, tools: Tools): Promise<ExitCode> {
  let failed = 0
  for (const job of jobs) {
    const answer = await perform(job, tools)
    const several = jobs.length > 1
    if ('error' in answer) {
      failed++
      io.stdout(`${JSON.stringify(answer)}\n`)
      if (!several) io.stderr(`${answer.error.code}: ${answer.error.message}\n`)
    } else io.stdout(several ? `${JSON.stringify(answer)}\n` : `${JSON.stringify(answer.feed, null, 2)}\n`)
    if (io.signal.aborted) break
  }
  return failed === jobs.length ? 1 : 0
}

/** Each line is answered before the next is looked at, so that who asks may wait for each answer. */
async function runBatch({ io }: Context, tools: Tools): Promise<ExitCode> {
  let code: ExitCode = 0
  for await (const line of linesOf(io.stdin)) {
    if (line.trim() === '') continue
    const answer = await answerLine(line, tools).catch((bug: unknown): Answer => {
      // The jobs behind it are not to pay for a mistake of ours; it is told whole, and the exit code tells it too.
      code = 70
      io.stderr(`warta: this is a bug: ${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}\n`)
      return { file: fileOf(line), error: { code: 'unreadable', message: 'a bug of the reader: see stderr' } }
    })
    io.stdout(`${JSON.stringify(answer)}\n`)
    if (io.signal.aborted) break
  }
  return code
}

/** Of a job that was understood. */
function fileOf(line: string): string {
  const job: unknown = JSON.parse(line)
  return typeof job === 'object' && job !== null && 'file' in job ? String(job.file) : ''
}

async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

async function answerLine(line: string, tools: Tools): Promise<Answer> {
  let written: unknown
  try {
    written = JSON.parse(line)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { file: '', error: { code: 'unreadable', message: `the job is no JSON: ${error.message}` } }
  }
  const job = jobSchema.safeParse(withoutBlanks(written))
  if (!job.success) {
    const file = typeof written === 'object' && written !== null && 'file' in written ? String(written.file) : ''
    return {
      file,
      error: {
        code: 'unreadable',
        message: `the job is wrong: ${z
          .prettifyError(job.error)
          .replace(/\s*\n\s*/g, ' ')
          .replace(/[✖→]\s*/g, '')}`,
      },
    }
  }
  const { page, now, ...rest } = job.data
  const wrong = wrongIn(rest)
  if (wrong !== undefined) return { file: rest.file, error: { code: 'unreadable', message: wrong } }
  const at = now === undefined ? undefined : Date.parse(now)
  if (Number.isNaN(at)) return { file: rest.file, error: { code: 'unreadable', message: `now: ${now} is no instant` } }
  const mistake = typeof page === 'object' ? mistakeIn(asSelectors(page)) : undefined
  if (mistake !== undefined) return { file: rest.file, error: { code: 'unreadable', message: mistake } }
  const wanted =
    page === undefined || page === false ? undefined : { selectors: page === true ? undefined : asSelectors(page) }
  return perform({ ...rest, now: at, page: wanted }, tools)
}

/** A key that says nothing (`null`, `""`) is a key that is not there: programs write all they have. */
function withoutBlanks(job: unknown): unknown {
  if (typeof job !== 'object' || job === null || Array.isArray(job)) return job
  return Object.fromEntries(
    Object.entries(job).filter(([key, value]) => value !== null && (value !== '' || key === 'file')),
  )
}

/** What of a job would otherwise be wrong in silence: links and dates would be lost or shifted. */
function wrongIn({ file, base, timezone }: { file: string; base?: string | undefined; timezone?: string | undefined }) {
  if (file === '-') return 'standard input holds the jobs'
  if (base !== undefined && !/^(https?|file):$/.test(URL.parse(base)?.protocol ?? ''))
    return `base: ${base} is no absolute URL`
  if (timezone !== undefined && !isTimeZone(timezone)) return `timezone: ${timezone} is no time zone`
  return undefined
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** Which selector is none, and where it stops being one. */
function mistakeIn({ next, article = {}, ...list }: PageSelectors): string | undefined {
  const { drop = [], ...fields } = article
  const all = [
    ...Object.entries({ ...list, 'next.link': next?.link }),
    ...Object.entries(fields).map(([name, selector]) => [`article.${name}`, selector] as const),
    ...drop.map((selector) => ['article.drop', selector] as const),
  ]
  for (const [name, selector] of all) {
    const at = selector === undefined ? undefined : selectorMistake(selector)
    if (at !== undefined) return `${name}: ${selector} is no CSS selector, from character ${at + 1}`
  }
  return undefined
}

/** zod writes `undefined` where a key is absent; ours leaves the key out. */
function asSelectors(selectors: z.infer<typeof selectorsSchema>): PageSelectors {
  return JSON.parse(JSON.stringify(selectors)) as PageSelectors
}

async function perform(job: Job, tools: Tools): Promise<Answer> {
  try {
    return { file: job.file, feed: await describe(job, tools) }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    return { file: job.file, error: { code: error.code, message: error.message } }
  }
}

type Document = { readonly bytes: Uint8Array; readonly url: string; readonly contentType?: string | undefined }

async function describe(job: Job, tools: Tools): Promise<unknown> {
  const document = await load(job, tools)
  const { bytes, url } = document
  const { language, timezone } = job
  const contentType = job.contentType ?? document.contentType
  const now = job.now ?? tools.clock.now()
  const hints = { language, timezone, now }
  const options = {
    url,
    ...(contentType === undefined ? {} : { contentType }),
    ...(language === undefined ? {} : { language }),
  }
  if (job.page === undefined) return describeFeed(await readFeed(bytes, options, tools.parser), hints)
  const pageOptions = { ...options, now, ...(timezone === undefined ? {} : { timezone }) }
  const { selectors } = job.page
  if (selectors !== undefined && Object.keys(selectors).some((name) => name !== 'article')) {
    return describeFeed(await tools.pages.parseListing(bytes, { ...pageOptions, selectors }), hints)
  }
  const article = await tools.pages.parseArticle(bytes, {
    ...pageOptions,
    explain: !tools.isBatch,
    ...(selectors?.article === undefined ? {} : { selectors: selectors.article }),
  })
  const feed: Feed = {
    format: 'page',
    encoding: article.encoding,
    hubs: [],
    authors: [],
    rhythm: {},
    items: [article.item],
    warnings: article.warnings,
    ...(article.nextUrl === undefined ? {} : { nextUrl: article.nextUrl }),
    ...(article.language === undefined ? {} : { language: article.language }),
    ...(article.siteName === undefined ? {} : { title: { kind: 'text', value: article.siteName } }),
  }
  return describeFeed(feed, hints, article)
}

type ReadOptions = { readonly url: string; readonly contentType?: string; readonly language?: string }

/** A file without `--base` has no address; the one it gives itself stands in, or its site's. */
async function readFeed(bytes: Uint8Array, options: ReadOptions, parser: Parser): Promise<Feed> {
  const feed = await parser.parseFeed(bytes, options)
  const own = feed.selfUrl ?? feed.homeUrl
  return options.url.startsWith('file:') && own !== undefined ? parser.parseFeed(bytes, { ...options, url: own }) : feed
}

async function load(job: Job, tools: Tools): Promise<Document> {
  const { file, base } = job
  if (/^https?:\/\//i.test(file)) {
    const result = await fetchDocument(await tools.client(), {
      url: file,
      accept: job.page === undefined ? 'feed' : 'page',
      force: true,
    })
    if (result.status !== 'fetched') throw new ParseError('empty', file, 'nothing was sent')
    return { bytes: result.body, url: base ?? result.url, contentType: result.contentType }
  }
  if (file === '-') return { bytes: await all(tools.stdin, file), url: base ?? 'file:///dev/stdin' }
  try {
    // A pipe may be an argument (`<(curl …)`); a job that waits for one would keep all that follow waiting.
    if (tools.isBatch && !(await stat(file)).isFile()) throw new ParseError('unreadable', file, `${file} is no file`)
    return { bytes: await all(createReadStream(file), file), url: base ?? pathToFileURL(resolve(file)).href }
  } catch (error) {
    if (error instanceof SourceError) throw error
    // The file, not the program, is at fault: no such file, a folder, no permission.
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new ParseError('unreadable', file, String(error.code), { cause: error })
  }
}

/** More than any document is: read no further than that, whatever there is (`/dev/zero`). */
const mostBytes = 256 * 1024 * 1024

async function all(chunks: AsyncIterable<Uint8Array>, file: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new ParseError('too-large', file, `more than ${mostBytes} bytes`)
    parts.push(chunk)
  }
  return Buffer.concat(parts)
}
