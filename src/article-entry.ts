import { createHash } from 'node:crypto'
import { dropped, type Unread } from './article-queue.ts'
import { isMachineText } from './curate/machine-text.ts'
import { hasClock, isExact, isLateFor } from './dedupe/late.ts'
import type { Body, Entry, EntryDate, EntryToSave } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Source } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'
import { markOf, refusalOf } from './normalize/article-check.ts'
import { normalizeFeed } from './normalize/normalize-feed.ts'
import { widthOf } from './parse/article-text.ts'
import type { Article } from './parse/page.ts'
import { fingerprintOf, textOf } from './text/fingerprint.ts'
import { htmlToLine, htmlToText } from './text/html-to-text.ts'
import { normalizeLanguage, otherLanguage } from './text/language.ts'
import { bareWords, cleanText } from './text/plain.ts'
import { wordsOf } from './text/words.ts'

/** An entry with what its article's page says, what is remembered of the text, and which way found what. */
export type Taken = { readonly entry: EntryToSave; readonly text: string; readonly found: Article['found'] }

/**
 * The entry with its page's text, under its page's headline where the source does not surely say a title, and of the rest what
 * the source did not say itself. Dropped where the page does not have the piece: then what the source said stays.
 */
export function merged(
  source: Source,
  { entry, others: addresses }: { readonly entry: Entry; readonly others: ReadonlySet<string> },
  body: Body,
  { item, mayBeCut, language, found: ways }: Article,
  { articleTexts = [], articles = {} }: SourceState,
  now: Instant,
): Taken | Unread {
  const feed = {
    format: 'page' as const,
    encoding: 'utf-8',
    hubs: [],
    authors: [],
    rhythm: {},
    items: [item],
    warnings: [],
  }
  const [draft] = normalizeFeed(feed, { source, now }).entries
  const content = draft?.body.content
  if (draft === undefined || content === undefined) return dropped('no text on the page')
  const own = body.own ?? body
  const lines = htmlToText(content)
  const text = cleanText(lines)
  const headline = item.title === undefined ? undefined : draft.title
  if (headline !== undefined && isMachineText(headline)) return dropped(`it is headed “${headline}”`)
  // A correction finds the text of its own page again; what another entry's page said is a wall.
  const [hash, key] = [shortHash(text), shortHash(entry.key)]
  const others = articleTexts.map((known) => known.split('.')).filter(([, of]) => of !== key)
  // What heads several pages is the site's name, or a section's.
  const headed = shortHash(headline ?? '')
  const isNamed = headline !== undefined && !others.some(([, , , , other]) => other === headed)
  const isDressed = isNamed && isListTitle(source) && dresses(entry.title, headline)
  const found = {
    text: lines,
    languages: [entry.language, language].filter((tag) => tag !== undefined),
    mayBeCut: mayBeCut ?? false,
    isHeaded: isDressed || (isNamed && isSameHeadline(headline, entry.title)),
    others: others.flatMap(([, , mark]) => mark ?? []),
  }
  const claim = { summary: plain(own.summary), content: plain(own.content) }
  // Headed as it was before, it is the piece that it was; the more so where it says what it said.
  const isKnownSo = headline !== undefined && headline === body.former?.title
  const isAsBefore = isKnownSo && saidBefore(body) === text
  // What a list says may be a sentence of the article, and no title.
  const isQuoted = entry.titleIs !== undefined && headline !== entry.title && text.includes(entry.title)
  const isBearing = isDressed || isKnownSo || isQuoted || (saysNothing(entry) && text.length >= fewestOfNamed)
  const title = isBearing ? (headline ?? '') : entry.title
  const refusal = isAsBefore ? undefined : refusalOf(found, { ...claim, title })
  if (refusal !== undefined) return dropped(refusal)
  if (others.some(([known]) => known === hash)) return dropped('the same text as on the page of another entry')
  const { bodyRef: _, ...stored } = entry
  const published =
    source.kind === 'page' ? exacter(entry.published, draft.published) : (entry.published ?? draft.published)
  const isLateClaim = published !== entry.published && isLateFor(published, articles[entry.key]?.lookedAt)
  const isTitled = isBeginning(entry.title, draft.title) || entry.title.toLowerCase() === draft.title.toLowerCase()
  // What several entries call their address, or what is another's own, is a template's mistake.
  const address = shortHash(draft.url ?? '')
  const isTaken = addresses.has(draft.url ?? '') || others.some(([, , , claimed]) => claimed === address)
  const canonical = !isTaken && isSamePiece(draft.url, entry.url, isTitled) ? draft : entry
  const names = isNamed && (entry.titleIs !== undefined || entry.listedTitle !== undefined || isDressed)
  const { titleIs, listedTitle = entry.title, ...known } = stored
  const titled = names
    ? {
        ...known,
        title: headline,
        listedTitle,
        fingerprint: fingerprintOf(headline, textOf(own), entry.urlKey, entry.enclosures),
      }
    : { ...stored, title: isBeginning(entry.title, draft.title) ? draft.title : entry.title }
  const named = source.kind === 'page' ? asBefore(titled, body, text) : titled
  const updated = named.updated ?? (entry.published === undefined ? draft.updated : undefined)
  return {
    found: ways,
    text: `${hash}.${key}.${markOf(lines, title)}.${address}.${headed}`,
    entry: {
      ...named,
      ...(canonical.url === undefined ? {} : { url: canonical.url }),
      ...(canonical.urlKey === undefined ? {} : { urlKey: canonical.urlKey }),
      authors: entry.authors.length > 0 ? entry.authors : draft.authors,
      categories: entry.categories.length > 0 ? entry.categories : draft.categories,
      ...present({
        language: (source.kind === 'page' ? ownLanguage(language, entry, text) : entry.language) ?? draft.language,
        published,
        updated,
        isLate: entry.isLate ?? (isLateClaim ? true : undefined),
        image: entry.image ?? draft.image,
        dateline: entry.dateline ?? draft.dateline,
        related: entry.related ?? draft.related,
      }),
      body: {
        ...present({ summary: own.summary ?? draft.body.summary }),
        content,
        own: present({ summary: own.summary, content: own.content }),
      },
    },
  }
}

/**
 * An entry of a page that was edited, and whose article cannot be had again: it has what the article said before, and its title
 * where its list does not surely say another; and the link that worked, where the new one does not answer or leads to another
 * site, as after a template with a wrong domain. Undefined where there was none. Pure.
 */
export function unedited({ bodyRef: _, ...entry }: Entry, body: Body, unread: Unread): EntryToSave | undefined {
  const { former, ...own } = body
  if (former === undefined) return undefined
  const isMissing = unread.status !== 'dropped' || unread.isMissing === true
  const isMoved = isMissing || hostOf(former.url) !== hostOf(entry.url)
  const { titleIs, ...sure } = entry
  const titled: Omit<Entry, 'bodyRef'> =
    titleIs === undefined
      ? entry
      : {
          ...sure,
          ...present({ titleIs: former.titleIs }),
          title: former.title,
          listedTitle: entry.title,
          fingerprint: fingerprintOf(former.title, textOf(own), entry.urlKey, entry.enclosures),
        }
  const { content } = former.body
  const before = content === undefined ? titled : asBefore(titled, body, cleanText(htmlToText(content)))
  return {
    ...before,
    ...(isMoved ? present({ url: former.url, urlKey: former.urlKey }) : {}),
    authors: entry.authors.length > 0 ? entry.authors : former.authors,
    categories: entry.categories.length > 0 ? entry.categories : former.categories,
    ...present({
      language: former.language ?? entry.language,
      image: entry.image ?? former.image,
      dateline: entry.dateline ?? former.dateline,
      related: entry.related ?? former.related,
    }),
    body: content === undefined ? own : { ...present({ summary: own.summary ?? former.body.summary }), content, own },
  }
}

function hostOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).host
}

/** How far the day that a list says may be from the time that the article says. */
const mostApartMs = 36 * 60 * 60_000

/** The date that a list says, unless it is doubtful or a day only, and the article says the instant. Pure. */
function exacter(listed: EntryDate | undefined, own: EntryDate | undefined): EntryDate | undefined {
  if (listed === undefined || own === undefined || !isExact(own)) return listed ?? own
  // A day in words has the zone that the operator gave, and no time all the same.
  const isWritten = listed.from === 'text' || listed.from === 'selector'
  if (isExact(listed) && (hasClock(listed) || !isWritten)) return listed
  return listed.confidence === 'low' || Math.abs(listed.at - own.at) <= mostApartMs ? own : listed
}

/** Less text under a headline that nothing bears out is that of a notice. */
const fewestOfNamed = 400
/** More words of a list tell what a piece is about, headline or not. */
const mostOfButton = 4

/** Whether what a list says in the place of a title is nothing that the article's text could bear out: `Open article 2`. */
function saysNothing({ title, titleIs, language }: Entry): boolean {
  if (titleIs === undefined) return false
  return titleIs === 'missing' || wordsOf(title, language).filter(({ isNumber }) => !isNumber).length <= mostOfButton
}

/** The text of an article as it was before its entry was edited. */
function saidBefore({ former }: Body): string | undefined {
  const content = former?.body.content
  return content === undefined ? undefined : cleanText(htmlToText(content))
}

/**
 * An entry of a page of which the list says something else, as all do after a redesign, and whose article says what it said
 * under the same headline: nothing has changed. Pure.
 */
function asBefore<T extends Omit<Entry, 'bodyRef'>>(named: T, { former }: Body, text: string): T {
  if (former === undefined || former.title !== named.title || saidBefore({ former }) !== text) return named
  const { updated: _, ...rest } = named
  const { updated, changedAt } = former
  return { ...rest, ...present({ updated }), changedAt } as T
}

/**
 * A list says what language it is in itself, an article's page which one that is in: it is believed, unless its text is plainly
 * in the list's, as where a template says `en` everywhere.
 */
function ownLanguage(declared: string | undefined, { language }: Entry, text: string): string | undefined {
  const own = declared === undefined ? undefined : normalizeLanguage(declared)
  if (own === undefined || language === undefined) return own ?? language
  return otherLanguage(own, text) === language.split('-')[0] ? language : own
}

function plain(html: string | undefined): string {
  return cleanText(htmlToLine(html ?? ''))
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>
}

/** A canonical link is believed on its own site, and not when it names the front page. */
function isSamePiece(canonical: string | undefined, url: string | undefined, isTitled: boolean): boolean {
  if (canonical === undefined || url === undefined) return false
  const [a, b] = [new URL(canonical), new URL(url)]
  if (a.host !== b.host || a.pathname === '/') return false
  // A page that names its section, or a piece of another name, for itself says nothing of which piece it is.
  const within = (path: string, folder: string): string | undefined => {
    const start = folder.endsWith('/') ? folder : `${folder}/`
    return path.startsWith(start) ? path.slice(start.length) : undefined
  }
  // `/?p=123` names nothing: there the title must be the entry's. A front page is no piece's other address.
  if (b.pathname === '/') return b.search !== '' && isTitled
  if (within(a.pathname, b.pathname) !== undefined) return true
  const rest = within(b.pathname, a.pathname)
  if (rest !== undefined) return /^(?:(?:amp|print)(?:\/|\.html)?)?$/.test(rest)
  const named = namesIn(b)
  return namesIn(a).some((name) => named.includes(name))
}

/** The words and numbers that an address names its piece by, in its last part and its query. */
function namesIn({ pathname, search }: URL): readonly string[] {
  const last = (/[^/]*\/?$/.exec(pathname)?.[0] ?? '').replace(/\.(?:[sx]?html?|php|aspx?|jsp|cfm|cgi)$/i, '')
  return `${last}${search}`.toLowerCase().match(/[0-9]+|(?![0-9])[^/?&=._+,0-9-]{3,}/g) ?? []
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/** Whether a page is headed as its entry is called, but for capitals, spaces and signs. */
function isSameHeadline(headline: string, title: string): boolean {
  return plainHeadline(headline) === plainHeadline(title)
}

function plainHeadline(headline: string): string {
  return headline
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')
}

/** Whether a title is what a list was found to say, and not what the operator chose. */
function isListTitle(source: Source): boolean {
  return source.kind === 'page' && source.selectors.title === undefined
}

/** Fewer letters of a headline may stand in a longer one by chance; of scripts that need fewer, so many are wide enough. */
const fewestDressed = 14

/**
 * Whether a list says all of the headline and more around it (`26/11 …`, `Culture: …`, `… - Harbour Star`, a summary in the same link),
 * or the same in capitals or with a mark (`… »`): the article's own is what it is called.
 */
function dresses(listed: string, headline: string): boolean {
  const [said, own] = [bareWords(listed), bareWords(headline)]
  if (said === own) {
    const isShouted = listed === listed.toUpperCase() && headline !== headline.toUpperCase()
    return isShouted || (/[»›>→▸|–—-]\s*$|^\s*[«‹<•▪●►▸|–—-]/u.test(listed) && listed.includes(headline))
  }
  const isWhole = own.includes(' ') ? ` ${said} `.includes(` ${own} `) : said.includes(own)
  return isWhole && widthOf(own) >= fewestDressed
}

/** A headline that a list cut short: `Harbour opens after …`. */
function isBeginning(cut: string, whole: string): boolean {
  const stem = cut.replace(/\s*(?:…|\.\.\.)$/, '')
  return (
    stem !== cut &&
    stem.length >= 10 &&
    whole.length > stem.length &&
    whole.toLowerCase().startsWith(stem.toLowerCase())
  )
}
