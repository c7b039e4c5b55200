import type { Clock } from '../clock.ts'
import { FetchError, SourceError } from '../errors.ts'
import type { Client } from '../fetch/client.ts'
import { fetchDocument } from '../fetch/fetch-document.ts'
import { createHostLimit } from '../fetch/host-limit.ts'
import type { Source } from '../model/source.ts'
import { parseOpml } from '../parse/opml.ts'
import type { PageParser } from '../parse/page-parser.ts'
import type { Parser } from '../parse/parser.ts'

/** How one document answered: `moved` answers for good from another address. */
export type Verdict =
  | { readonly status: 'fine' }
  | { readonly status: 'moved'; readonly to: string }
  | { readonly status: 'dead'; readonly error: SourceError }
  | { readonly status: 'not-asked'; readonly reason: string }

/** What a document is asked and read with. */
export type Asking = {
  readonly client: Client
  readonly parser: Parser
  readonly pages: PageParser
  readonly clock: Clock
  readonly hostGapMs: number
  readonly hostGapGiven: boolean
  readonly signal: AbortSignal
}

/** Asks each document once, one at a time per host and `hostGapMs` apart. */
export async function askSources(
  sources: readonly Source[],
  asking: Asking,
  onAnswer: (done: number, source: Source) => void,
): Promise<ReadonlyMap<Source, Verdict>> {
  const limit = createHostLimit({
    gapMs: asking.hostGapMs,
    privateGapMs: asking.hostGapGiven ? asking.hostGapMs : undefined,
    isPrivate: (host) => asking.client.isPrivate(`http://${host}/`),
    clock: asking.clock,
    states: [],
    concurrency: 16,
  })
  const stop = () => limit.stop()
  asking.signal.addEventListener('abort', stop, { once: true })
  if (asking.signal.aborted) stop()
  const verdicts = new Map<Source, Verdict>()
  const answers = sources.map(async (source) => {
    const turn = await limit.schedule(source.url, async () => {
      const verdict = await ask(source, asking)
      limit.observe(source.url, verdict.status === 'dead' ? verdict.error : undefined)
      return verdict
    })
    const reason = turn.status === 'paused' ? turn.reason : 'stopped'
    verdicts.set(source, turn.status === 'done' ? turn.value : { status: 'not-asked', reason })
    onAnswer(verdicts.size, source)
  })
  await Promise.all(answers)
  asking.signal.removeEventListener('abort', stop)
  return new Map(sources.map((source) => [source, verdicts.get(source) ?? { status: 'not-asked', reason: 'stopped' }]))
}

async function ask(source: Source, asking: Asking): Promise<Verdict> {
  const { url, headers, kind } = source
  try {
    const result = await fetchDocument(asking.client, { url, headers, accept: kind, signal: asking.signal })
    // Without validators there can be no 304: the client rejects one.
    if (result.status !== 'fetched') throw new FetchError('unexpected-not-modified', url)
    await read(
      source,
      result.body,
      {
        url: result.url,
        ...(result.contentType === undefined ? {} : { contentType: result.contentType }),
        now: asking.clock.now(),
      },
      asking,
    )
    return result.permanent ? { status: 'moved', to: result.url } : { status: 'fine' }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    if (asking.signal.aborted) return { status: 'not-asked', reason: 'stopped' }
    // Refused by us before anything was sent: that says nothing of the feed.
    return error.code === 'refused-address'
      ? { status: 'not-asked', reason: `${error.message} (allowPrivate allows it)` }
      : { status: 'dead', error }
  }
}

async function read(
  source: Source,
  body: Uint8Array,
  options: { readonly url: string; readonly contentType?: string; readonly now: number },
  { parser, pages }: Asking,
): Promise<void> {
  if (source.kind === 'page') await pages.parseListing(body, { ...options, selectors: source.selectors })
  else if (source.kind === 'sitemap') await pages.parseSitemap(body, options)
  else if (source.kind === 'list') await parseOpml(body, options)
  else await parser.parseFeed(body, options)
}
