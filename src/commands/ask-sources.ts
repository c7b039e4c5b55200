import type { Clock } from '../clock.ts'
import { FetchError, SourceError } from '../errors.ts'
import type { Client, Hop } from '../fetch/client.ts'
import { fetchDocument, isPermanent, RedirectHeld } from '../fetch/fetch-document.ts'
import { createHostLimit, type HostLimit, hostOf } from '../fetch/host-limit.ts'
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

/**
 * Asks each document once, one at a time per host and `hostGapMs` apart. An address is asked once whoever leads to it: a redirect
 * to one that is listed, or that another led to, has the answer that this gives.
 */
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
  const round = new Round(sources, asking, limit)
  const verdicts = new Map<Source, Verdict>()
  const answers = sources.map(async (source) => {
    verdicts.set(source, verdictOf(await round.answerOf(source), asking.client))
    onAnswer(verdicts.size, source)
  })
  await Promise.all(answers)
  asking.signal.removeEventListener('abort', stop)
  return new Map(sources.map((source) => [source, verdicts.get(source) ?? { status: 'not-asked', reason: 'stopped' }]))
}

/** What came of asking an address: how it led on from there, and what was at the end. */
type Led = {
  readonly hops: readonly Hop[]
  readonly end: { readonly status: 'fine'; readonly url: string } | Exclude<Verdict, { status: 'fine' | 'moved' }>
}

function verdictOf({ hops, end }: Led, client: Client): Verdict {
  if (end.status !== 'fine') return end
  return isPermanent(hops, client) ? { status: 'moved', to: end.url } : { status: 'fine' }
}

const mostHops = 5

/** The addresses that are asked in one go, and what each came to. */
class Round {
  readonly #answers = new Map<string, Promise<Led>>()
  /** Which address the answer of another waits for. */
  readonly #waits = new Map<string, string>()
  readonly #asking: Asking
  readonly #limit: HostLimit

  constructor(sources: readonly Source[], asking: Asking, limit: HostLimit) {
    this.#asking = asking
    this.#limit = limit
    // All of them are known before the first redirect is met: what is listed is asked as what it is listed as.
    const begun = Promise.withResolvers<void>()
    for (const source of sources)
      this.#answers.set(
        source.url,
        begun.promise.then(() => this.#ask(source, source.url)),
      )
    begun.resolve()
  }

  async answerOf({ url }: Source): Promise<Led> {
    return (await this.#answers.get(url)) ?? { hops: [], end: { status: 'not-asked', reason: 'stopped' } }
  }

  /** Asks `url` for what a source wants, and whatever it leads to that nobody has asked yet. */
  async #ask(source: Source, url: string, before: readonly Hop[] = []): Promise<Led> {
    const answer = Promise.withResolvers<Led>()
    const led = async (): Promise<Led> => {
      try {
        const turn = await this.#limit.schedule(url, (sent) =>
          this.#fetchSource(source, { url, before, sent }, answer.promise),
        )
        if (turn.status === 'done') return turn.value
        return { hops: [], end: { status: 'not-asked', reason: turn.status === 'paused' ? turn.reason : 'stopped' } }
      } catch (error) {
        if (!(error instanceof RedirectHeld)) throw error
        const own = error.led.hops.slice(before.length)
        const { hops, end } = await this.#follow(source, url, error)
        return { hops: [...own, ...hops], end }
      }
    }
    const result = await led()
    answer.resolve(result)
    return result
  }

  /** What a redirect that was held leads to: asked in its host's turn, or once what it is asked for already has come. */
  async #follow(source: Source, url: string, { to, led }: RedirectHeld): Promise<Led> {
    const isLoop = this.#leadsBack(to, url)
    if (isLoop || led.hops.length > mostHops) {
      const detail = isLoop ? 'redirect loop' : `too many redirects (${mostHops})`
      return { hops: [], end: { status: 'dead', error: new FetchError('redirect', to, { detail }) } }
    }
    this.#waits.set(url, to)
    const known = this.#answers.get(to)
    if (known !== undefined) return known
    const asked = this.#ask(source, to, led.hops)
    this.#answers.set(to, asked)
    return asked
  }

  /** Whether the answer of an address waits for another one's. */
  #leadsBack(from: string, url: string): boolean {
    for (let at: string | undefined = from; at !== undefined; at = this.#waits.get(at)) if (at === url) return true
    return false
  }

  async #fetchSource(
    source: Source,
    { url, before, sent }: { readonly url: string; readonly before: readonly Hop[]; sent(): void },
    answer: Promise<Led>,
  ): Promise<Led> {
    const { client, signal, clock } = this.#asking
    const isOwn = [url, ...before.map(({ to }) => to)].every((each) => isSameOrigin(each, source.url))
    let followed = before.length
    try {
      const result = await fetchDocument(client, {
        url,
        headers: isOwn ? source.headers : {},
        accept: source.kind,
        signal,
        led: { hops: before, spentMs: 0 },
        onSent: sent,
        mayFollow: (to) => {
          // Another domain has a queue of its own, and what is asked already is not asked again.
          if (hostOf(to) !== hostOf(url) || this.#answers.has(to)) return false
          const at = ++followed - before.length
          this.#waits.set(to, url)
          this.#answers.set(
            to,
            answer.then(({ hops, end }) => ({ hops: hops.slice(at), end })),
          )
          return true
        },
      })
      // Without validators there can be no 304: the client rejects one.
      if (result.status !== 'fetched') throw new FetchError('unexpected-not-modified', url)
      const type = result.contentType === undefined ? {} : { contentType: result.contentType }
      await read(source, result.body, { url: result.url, ...type, now: clock.now() }, this.#asking)
      this.#limit.observe(url, undefined)
      return { hops: result.hops.slice(before.length), end: { status: 'fine', url: result.url } }
    } catch (error) {
      if (error instanceof RedirectHeld) {
        this.#limit.observe(url, undefined)
        throw error
      }
      if (!(error instanceof SourceError)) throw error
      if (signal.aborted) return { hops: [], end: { status: 'not-asked', reason: 'stopped' } }
      this.#limit.observe(url, error)
      // Refused by us before anything was sent: that says nothing of the feed.
      const reason = `${error.message} (allowPrivate allows it)`
      const isRefused = error.code === 'refused-address'
      return { hops: [], end: isRefused ? { status: 'not-asked', reason } : { status: 'dead', error } }
    }
  }
}

function isSameOrigin(a: string, b: string): boolean {
  return URL.parse(a)?.origin === URL.parse(b)?.origin
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
