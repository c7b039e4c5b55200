import { ParseError } from '../errors.ts'
import type { Feed, FeedItem, FeedPerson } from '../model/feed.ts'
import type { PageSelectors } from '../model/source.ts'
import { parseDate } from '../text/date.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { languageOfScript } from '../text/language.ts'
import { absoluteUrl } from '../text/url.ts'
import { cleanAuthors, isAccount, isAnonymous, signatureIn } from './article-author.ts'
import { agenciesIn } from './article-byline-words.ts'
import { bodyFromText, extractBody, isMissed } from './article-body.ts'
import { readDateline } from './article-dateline.ts'
import { findDateAround } from './article-date-around.ts'
import { findComments } from './article-comments.ts'
import { type DateClaim, machineTime, pickDate } from './article-date.ts'
import { findMessages } from './article-messages.ts'
import { type Candidate, type Metadata, readMetadata } from './article-metadata.ts'
import { findPosts } from './article-posts.ts'
import { type ArticlePart, findNextPage, type NextPage } from './article-pages.ts'
import { describeLines, droppedOf, type Dropped } from './article-dropped.ts'
import { findRelated } from './article-related.ts'
import {
  findAuthorsAround,
  findSectionAround,
  isByline,
  type Surroundings,
  surroundingsOf,
} from './article-surroundings.ts'
import { foldText, plainText } from './article-text.ts'
import { findHeading, findTitle, siteNames, titleEnds } from './article-title.ts'
import { type ListingOptions, type ListingProposal, proposeLists, readListing } from './listing.ts'
import { isArticlePage, linksOfDirectory } from './page-kind.ts'
import { findPageDate, labelledParts, type PageDateOptions } from './page-date.ts'
import { cutWarnings, loadPage, type LoadedPage, type PageLimits } from './page-document.ts'
import { type PageElement, visibleText } from './page-dom.ts'

export type PageOptions = {
  /** The address the page was finally fetched from. */
  readonly url: string
  readonly contentType?: string
  /** BCP 47 and IANA zone of the source: hints for finding dates, never written into them. */
  readonly language?: string
  readonly timezone?: string
  /** What relative dates count from. */
  readonly now?: number
  readonly limits?: PageLimits
}

export type Article = NextPage & {
  readonly item: FeedItem
  /** Which way found each field: `{title: 'jsonld', date: 'text', body: 'readability'}`. */
  readonly found: Readonly<Record<string, string>>
  /** Whether the page says that not everybody may read all of it, and nothing shows that all of it is here. */
  readonly mayBeCut?: boolean
  readonly warnings: readonly string[]
  /** What else stands on the page, where that was asked for. */
  readonly dropped?: readonly Dropped[]
  readonly encoding: string
  readonly language?: string
  readonly siteName?: string
}

/**
 * Reads a page that lists entries. With `selectors.item` each element that matches is one: it or its first link gives link
 * and title, the first date written in it the date; without, the list is looked for. Nothing else on the page becomes an
 * item. Rejects with ParseError only.
 */
export async function parseListing(
  bytes: Uint8Array,
  options: PageOptions & Pick<ListingOptions, 'selectors' | 'list'>,
): Promise<Feed> {
  const { item } = options.selectors
  const page = loadPage(bytes, { ...options, ...(item !== undefined && { item }) })
  return readListing(page, options)
}

/** What a page could be followed by. */
export type Proposed = {
  /** It is the page of one article: what it lists is beside that. */
  readonly isArticle: boolean
  /** The ways in which entries could be taken from it, the likeliest first. */
  readonly lists: readonly ListingProposal[]
}

/** How a page could be followed: for a person to choose from. Rejects with ParseError only. */
export async function proposeListing(bytes: Uint8Array, options: PageOptions): Promise<Proposed> {
  const page = loadPage(bytes, options)
  return { isArticle: isArticlePage(page), lists: proposeLists(page, { ...options, selectors: {} }) }
}

/**
 * Reads the page of one article: title without the site's name, authors, dates as written, section, image, the text and
 * nothing around it, dateline and credited agency, links to other articles with their own dates. Rejects with ParseError
 * only: with `empty` where there is neither a title nor a text.
 */
export async function parseArticle(bytes: Uint8Array, options: ArticleOptions): Promise<Article> {
  const page = loadPage(bytes, options)
  const next = findNextPage(page, options.part ?? { first: page.url, number: 1 })
  const metadata = readMetadata(page)
  const found: Record<string, string> = {}
  const title = findTitle(page.document, metadata, page.url)
  const heading = findHeading(page.document, title === undefined ? [] : [title.value])?.element
  const headed = { metadata, title, heading, hints: hintsOf(metadata.language ?? languageSeen(page, options), options) }
  const lines = options.explain ? describeLines(page.document) : undefined
  // What readers say below an article neither dates it nor belongs to its text; what an operator selected does.
  let messages: readonly PageElement[] = []
  if (options.selectors?.body === undefined) {
    for (const block of findComments(page.document, heading)) block.remove()
    const written = findMessages(page.document, heading, { hints: headed.hints, since: sinceOf(headed) })
    if (written?.isSure) for (const block of written.blocks) block.remove()
    else messages = written?.blocks ?? []
  }
  // No post of a report of the day dates it: another page would be dated each time it is read.
  const posts = findPosts(page.document, heading).flat()
  const around = readAround(page, { ...headed, messages, posts }, options, found)
  const isDelivered = showsKeptBack(page, metadata)
  // Of thousands of links no text is made: it would take seconds, and be a list.
  const links = options.selectors?.body === undefined ? linksOfDirectory(page) : undefined
  const listed = links === undefined ? [] : [directoryWarning(page, links, options)]
  const sites = new Set([...siteNames(metadata, page.url), ...titleEnds(page.document, title?.value)])
  const read = { ...around, ...(links === undefined && readBody(page, { around, ...headed, sites }, options, found)) }
  const signed = read.authors.length > 0 ? undefined : signatureIn(read.content?.value ?? '')
  const item = signed === undefined ? read : { ...read, authors: [{ name: signed }] }
  note(found, 'author', signed === undefined ? found['author'] : 'text')
  const text = htmlToText(item.content?.value ?? '')
  // What an operator selected is the text, were it a picture; a directory says what it is.
  if (title === undefined && text === '' && found['body'] !== 'selector' && links === undefined)
    throw new ParseError('empty', page.url, 'a page with neither the title nor the text of an article')
  const siteName = metadata.siteNames[0]
  const language = metadata.language
  return {
    item,
    ...next,
    found,
    ...(lines !== undefined && { dropped: droppedOf(lines, text) }),
    ...(isDelivered === false && !isDeclared(metadata, text, found['body']) && { mayBeCut: true }),
    warnings: [...cutWarnings(page), ...listed],
    encoding: page.encoding,
    ...(language && { language }),
    ...(siteName && { siteName }),
  }
}

/** What is told of a page that is a directory of links, and where it is to be told of it, how to read that. */
function directoryWarning(page: LoadedPage, links: number, options: ArticleOptions): string {
  const said = `no article: a list of ${links} links`
  if (!options.explain) return said
  const [list] = proposeLists(page, { ...options, selectors: {} })
  if (list?.item === undefined) return `${said}; name its entries with item`
  return `${said}; item: ${list.item} reads it, the first ${list.items.length} entries`
}

export type ArticleOptions = PageOptions & {
  readonly selectors?: PageSelectors['article']
  /** Whether to tell what else stands on the page. */
  readonly explain?: boolean
  /** Which page of the article this is; the first unless given. */
  readonly part?: ArticlePart
}

type Headed = {
  readonly metadata: Metadata
  readonly title: Candidate<string> | undefined
  /** The element that shows the title. */
  readonly heading: PageElement | undefined
  readonly hints: PageDateOptions
}

/** When the article was published, as far as its markup says. */
function sinceOf({ metadata, hints }: Headed): number | undefined {
  return metadata.published.flatMap(({ value }) => parseDate(value, hints) ?? [])[0]?.at
}

/** Everything but the text. The page is left as it was. What people seem to have written below (`messages`) dates nothing. */
function readAround(
  page: LoadedPage,
  {
    metadata,
    title,
    heading,
    hints,
    messages,
    posts,
  }: Headed & { readonly messages: readonly PageElement[]; readonly posts: readonly PageElement[] },
  options: ArticleOptions,
  found: Record<string, string>,
): FeedItem {
  const { document } = page
  const others = [...messages, ...posts]
  const surroundings = surroundingsOf(document, heading, others)
  const told = posts.flatMap((post) => timesIn(post, hints))

  const selected = selectedText(page, options.selectors?.date)
  const selectedDate = selected === undefined ? undefined : (findPageDate(selected, hints)?.text ?? selected)
  const published =
    selectedDate === undefined
      ? pickDate(metadata.published, {
          document,
          url: page.url,
          heading,
          messages: others,
          around: () => findDateAround(surroundings, hints, document),
          weak: metadata.publishedOfSome,
          isPageDated: metadata.isPageDated,
          witnesses: [...metadata.modified, ...told].flatMap(({ value }) => parseDate(value, hints) ?? []),
          hints,
        })
      : { value: selectedDate, way: 'selector' as const }
  const modified = pickDate(metadata.modified, { hints })
  const dated: DateClaim | undefined = published ?? (modified && { ...modified, isDoubtful: true }) ?? earliest(told)

  const names = siteNames(metadata, page.url)
  const calledSo = new Set([...names, ...titleEnds(document, title?.value)])
  const selectedAuthor = selectedText(page, options.selectors?.author)
  const namesOf = (people: readonly FeedPerson[]) => cleanAuthors(people, calledSo, hints.language)
  const authors = pickAuthors(metadata, selectedAuthor, namesOf, calledSo, () =>
    namesOf(findAuthorsAround(document, surroundings, hints, calledSo)),
  )

  const spoken = metadata.language ?? (options.language === undefined ? hints.language : undefined)
  const credited = agencyBeside(authors.value, metadata, surroundings)
  const section =
    metadata.sections.find(({ value }) => value.length <= 80 && !names.has(foldText(value))) ??
    findSectionAround(document, surroundings)
  const image = metadata.images
    .flatMap(({ value, way }) => ({ value: absoluteUrl(value, page.base), way }))
    .find(({ value }) => value !== undefined)
  const summary = metadata.summaries[0]
  const related = findRelated(page, hints)
  // A page read from a file has no address but the one it gives itself.
  const url = metadata.canonical ?? (/^https?:/.test(page.url) ? page.url : undefined)
  const categories = [...new Set([...(section === undefined ? [] : [section.value]), ...metadata.keywords])].map(
    (term) => ({ term }),
  )

  note(found, 'title', title?.way)
  note(found, 'date', dated?.way)
  note(found, 'updated', modified?.way)
  note(found, 'author', authors.value.length > 0 ? authors.way : undefined)
  note(found, 'section', section?.way)
  note(found, 'image', image?.way)
  note(found, 'summary', summary?.way)
  note(found, 'link', metadata.canonical === undefined ? (url === undefined ? undefined : 'url') : 'canonical')
  note(found, 'related', related.length > 0 ? 'list' : undefined)
  return {
    links: url === undefined ? [] : [{ href: url, rel: 'alternate' }],
    ...(url !== undefined && { url }),
    ...(title && { title: { kind: 'text' as const, value: title.value } }),
    ...(summary && { summary: { kind: 'text' as const, value: summary.value } }),
    ...(dated && { published: dated.value, dateFrom: dateFrom(dated.way) }),
    ...(dated?.isDoubtful && { dateIsDoubtful: true }),
    ...(modified && { updated: modified.value }),
    authors: authors.value,
    categories,
    enclosures: [],
    media: [],
    ...(image?.value !== undefined && { image: image.value }),
    ...(spoken && { language: spoken }),
    ...(related.length > 0 && { related }),
    ...(credited !== undefined && { dateline: { credit: credited } }),
  }
}

/** What a report of the day says of when each of its posts was written, for machines. */
function timesIn(post: PageElement, hints: PageDateOptions): readonly Timed[] {
  return [...post.querySelectorAll('[datetime], [data-timestamp], [data-published]')].slice(0, 3).flatMap((element) => {
    const value = machineTime(element)
    const at = value === undefined ? undefined : parseDate(value, hints)?.at
    return value === undefined || at === undefined ? [] : [{ value, way: 'time' as const, at }]
  })
}

type Timed = Candidate<string> & { readonly at: number }

/** Where nothing else dates a report of the day, it is not younger than the first of its posts. */
function earliest(times: readonly Timed[]): Candidate<string> | undefined {
  const [first, ...others] = times
  return first && others.reduce((early, time) => (time.at < early.at ? time : early), first)
}

/** The agency that the byline names beside the authors: no author, and the text is its too. */
function agencyBeside(
  authors: readonly FeedPerson[],
  metadata: Metadata,
  { before, after }: Surroundings,
): string | undefined {
  const names = authors.flatMap(({ name }) => name ?? [])
  const written = [
    ...metadata.authors.flatMap(({ value }) => value.flatMap(({ name }) => name ?? [])),
    ...[...after, ...before].flatMap(({ text }) => (text.length <= 160 ? text : [])),
  ]
  const bylines = written.filter((line) => names.some((name) => line !== name && line.includes(name)))
  return bylines.flatMap(agenciesIn).find((agency) => !names.includes(agency))
}

/** The text; uses the page up. */
function readBody(
  page: LoadedPage,
  {
    around,
    metadata,
    heading,
    hints,
    sites,
  }: Omit<Headed, 'title'> & {
    readonly around: FeedItem
    readonly sites: ReadonlySet<string>
  },
  options: ArticleOptions,
  found: Record<string, string>,
): Pick<FeedItem, 'content' | 'dateline'> {
  const { selectors } = options
  const said = new Set(
    [
      around.title?.value ?? '',
      ...around.authors.map(({ name }) => name ?? ''),
      ...around.categories.map(({ term }) => term),
    ].map(foldText),
  )
  const isPreamble = (line: string): boolean => {
    if (said.has(foldText(line)) || isNamesOf(line, said) || repeatsTitle(line, around.title?.value)) return true
    return isDated(line, hints, said) || isByline(line, hints.language)
  }
  const body = extractBody(page.document, {
    ...(selectors?.body !== undefined && { selector: selectors.body }),
    ...(selectors?.drop !== undefined && { drop: selectors.drop }),
    isPreamble,
    heading,
    url: page.url,
    authors: around.authors.flatMap(({ name }) => name ?? []),
  })
  // What the page's own markup gives as the text is a witness: where we found something else, it is right.
  const chosen =
    metadata.body !== undefined &&
    body?.way !== 'selector' &&
    (body === undefined || body.text === '' || isMissed(metadata.body, body.text))
      ? bodyFromText(metadata.body)
      : body
  note(found, 'body', chosen?.way)
  if (chosen === undefined) return {}
  const written = readDateline(chosen.text, chosen.html, metadata.language, sites)
  const credit = written?.credit ?? (written?.agency === undefined ? around.dateline?.credit : undefined)
  const dateline = credit === undefined ? written : { ...written, credit }
  note(found, 'dateline', dateline === undefined ? undefined : 'text')
  return { content: { kind: 'html', value: chosen.html, base: page.base }, ...(dateline && { dateline }) }
}

/** Fewer characters in what is kept back are the offer that stands in its place. */
const fewestDelivered = 400

/** Whether what the page says it keeps back is there all the same, for the browser to hide. Undefined where it keeps nothing back. */
function showsKeptBack({ document }: LoadedPage, { keptBack }: Metadata): boolean | undefined {
  if (keptBack === undefined) return undefined
  const names = keptBack.filter((name) => /^[.#][\w-]+$/.test(name)).slice(0, 5)
  const paragraphs = names.flatMap((name) => [...document.querySelectorAll(`${name} p, p${name}`)])
  const length = paragraphs.reduce((sum, paragraph) => sum + visibleText(paragraph, fewestDelivered).length, 0)
  return length >= fewestDelivered
}

/** Whether all of the text is what the page's own markup declares, or the operator chose. */
function isDeclared({ body }: Metadata, text: string, way: string | undefined): boolean {
  return (
    way === 'jsonld' ||
    way === 'selector' ||
    (body !== undefined && body.length > fewestDelivered && !isMissed(body, text))
  )
}

/** Whether a line is nothing but the names that were found elsewhere: `Ada Finch and Peter Lund`. */
function isNamesOf(line: string, said: ReadonlySet<string>): boolean {
  if (line.length > 160) return false
  const names = isSentence(line) ? [] : cleanAuthors([{ name: line }])
  return names.length > 0 && names.every(({ name }) => said.has(foldText(name ?? '')))
}

/** Whether a line is little more than a date, or two (of its publication and of a change), and what was `said` elsewhere. */
function isDated(line: string, hints: PageDateOptions, said: ReadonlySet<string>): boolean {
  if (line.length > 120) return false
  const rest = (part: string) => {
    const fold = foldText(part)
    const named = [...said].filter((word) => word.length > 3 && fold.includes(word)).join('')
    return part.length - (findPageDate(part, hints)?.text.length ?? 0) - named.length
  }
  const date = findPageDate(line, hints)
  if (date === undefined || tellsOfDay(line, date.text)) return false
  return labelledParts(line).every((part) => rest(part) < 40)
}

/** Whether a line begins with its date and goes on with a sentence: `4 May 2024. Work on the roof begins.` */
function tellsOfDay(line: string, date: string): boolean {
  const at = line.indexOf(date)
  return at >= 0 && at <= 3 && isSentence(line) && (line.slice(at + date.length).match(/\p{L}+/gu)?.length ?? 0) >= 3
}

/**
 * Whether a line is the title in other words: most of either's words are the other's. A sentence that says more than it is the
 * text's first, whose words a headline takes.
 */
function repeatsTitle(line: string, title: string | undefined): boolean {
  if (title === undefined || line.length > 200) return false
  const wordsOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  const [a, b] = [wordsOf(line), wordsOf(title)]
  const common = [...a].filter((word) => b.has(word)).length
  if (common < a.size && isSentence(line) && !isSentence(title)) return false
  return common >= 4 && common >= 0.7 * Math.max(a.size, b.size)
}

/** Whether a line ends as a sentence does; not in dots, which cut one short. */
function isSentence(line: string): boolean {
  return /(?<!\.)[.!?。！？।۔؟።]["'”»’)\]]*\s*$/u.test(line)
}

/** Of a page that does not say its language, nor its source, the one whose own the script of its title and lines is. */
function languageSeen({ document }: LoadedPage, { language }: PageOptions): string | undefined {
  if (language !== undefined) return undefined
  const title = document.querySelector('title')?.textContent ?? ''
  return languageOfScript(`${title} ${visibleText(document.body, 800)}`)
}

function hintsOf(language: string | undefined, options: PageOptions): PageDateOptions {
  const spoken = language ?? options.language
  return {
    ...(spoken && { language: spoken }),
    ...(options.timezone && { timezone: options.timezone }),
    ...(options.now !== undefined && { now: options.now }),
  }
}

function selectedText(page: LoadedPage, selector: string | undefined): string | undefined {
  const element = selector === undefined ? null : page.document.querySelector(selector)
  if (element === null) return undefined
  const text = plainText(
    element.getAttribute('datetime') ?? element.getAttribute('content') ?? visibleText(element, 500),
  )
  return text === '' ? undefined : text
}

type Authors = Candidate<readonly FeedPerson[]>

/** Whether a name has more than one part, which those of East Asia write without a space. */
function isWhole(name: string): boolean {
  return /\S\s\S|^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{2,6}$/u.test(name)
}

/** The first claim that names somebody; a text that does is better than markup that names only the site or its newsroom. */
function pickAuthors(
  metadata: Metadata,
  selected: string | undefined,
  namesOf: (people: readonly FeedPerson[]) => readonly FeedPerson[],
  sites: ReadonlySet<string>,
  around: () => readonly FeedPerson[],
): Authors {
  const chosen = selected === undefined ? [] : namesOf([{ name: selected }])
  if (chosen.length > 0) return { value: chosen, way: 'selector' }
  const claims = metadata.authors
    .map(({ value, way }) => ({ value: namesOf(value), way }))
    .filter(({ value }) => value.length > 0)
  const isSomebody = ({ name = '' }: FeedPerson) => !isAnonymous(name, sites) && !isAccount(name)
  const named = claims.find(({ value }) => value.some(isSomebody))
  if (named !== undefined) return named
  const text = around()
  const [anonymous] = claims
  if (anonymous !== undefined && !text.some((person) => isSomebody(person) && isWhole(person.name ?? '')))
    return anonymous
  return { value: text, way: 'text' }
}

function dateFrom(way: string): NonNullable<FeedItem['dateFrom']> {
  if (way === 'selector' || way === 'jsonld' || way === 'text') return way
  return 'meta'
}

function note(found: Record<string, string>, field: string, way: string | undefined): void {
  if (way !== undefined) found[field] = way
}
