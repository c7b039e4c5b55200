import type { FeedItem, FeedPerson } from '../model/feed.ts'
import { absoluteUrl } from '../text/url.ts'
import { afterLabel, cleanAuthors, looksLikeName } from './article-author.ts'
import type { ListedItem } from './article-json-ld.ts'
import { plainText } from './article-text.ts'
import type { LoadedPage } from './page-document.ts'
import { findPageDate, type PageDateOptions } from './page-date.ts'
import { type PageElement, visibleText } from './page-dom.ts'
import { linesOf } from './page-lines.ts'

/** Class tokens of what names the author of a card: `byline`, `entry-author`, `post__author`. */
const authorNames = /(?:^|[\s_-])(?:authors?|byline|writer|reporter|penulis|autor(?:a|en|es)?|auteurs?)(?:$|[\s_-])/i
/** And of the short text of a card. */
const summaryNames =
  /(?:^|[\s_-])(?:summary|excerpt|description|desc|teaser|dek|standfirst|snippet|abstract|ringkasan|chapo)(?:$|[\s_-])/i
/** More is no byline. */
const mostAuthorChars = 120
/** Shorter lines of a card are its kicker, its section or its button; less is no text where the markup says that it is one. */
const leastSummaryChars = 40
const leastNamedChars = 15
/** Elements of a card that are looked at. */
const mostElements = 200

/** Who wrote what a card leads to: microformats and microdata, `rel=author`, what is called a byline, a line that says so. */
export function authorsOf(element: PageElement, title: string): readonly FeedPerson[] {
  const marked = [...element.querySelectorAll('.p-author, [itemprop~="author"], [rel~="author"]')]
  const named = [...element.querySelectorAll('[class]')]
    .slice(0, mostElements)
    .filter(({ className }) => authorNames.test(className))
  for (const found of [marked, named]) {
    const texts = found.slice(0, 20).map(personIn)
    const authors = believed(texts.filter((text) => text !== title))
    if (authors.length > 0) return authors
  }
  const lines = linesOf(element, 50).map(({ text }) => text)
  return believed(lines.flatMap((line) => (line === title ? [] : (afterLabel(line) ?? afterBy(line) ?? []))))
}

/** The name of a person as marked up: what is called so in it, else all of it. */
function personIn(element: PageElement): string {
  const content = element.getAttribute('content')
  if (content !== null) return plainText(content)
  const name = element.querySelector('.p-name, .fn, [itemprop~="name"]')
  return plainText(name?.getAttribute('content') ?? visibleText(name ?? element, 300))
}

function afterBy(line: string): string | undefined {
  return /^by\s+(.+)/i.exec(line)?.[1]
}

function believed(texts: readonly string[]): readonly FeedPerson[] {
  const short = texts.filter((text) => text !== '' && text.length <= mostAuthorChars)
  return cleanAuthors(short.map((name) => ({ name }))).filter(({ name = '' }) => looksLikeName(name))
}

/** What a card says beside headline and date: what its markup calls so, its first paragraph, else its first long line. */
export function summaryOf(element: PageElement, title: string, hints: PageDateOptions): string | undefined {
  const marked = [...element.querySelectorAll('.p-summary, [itemprop~="description"]')]
  const named = [...element.querySelectorAll('[class]')]
    .slice(0, mostElements)
    .filter(({ className }) => summaryNames.test(className))
  const called = [...marked, ...named].map(
    (found) => found.getAttribute('content') ?? (holdsTitle(found) ? '' : visibleText(found, 2000)),
  )
  const isNoDate = (text: string) => text.length >= 80 || findPageDate(text, hints) === undefined
  const isSummary = (text: string) => text.length >= leastNamedChars && !title.startsWith(text) && isNoDate(text)
  // A line that begins with the headline, or says little else, is the headline, with what stands beside it.
  const saysMore = (text: string) => !text.startsWith(title) && text.replace(title, '').length >= leastSummaryChars
  const isText = (text: string) => saysMore(text) && isSummary(text)
  const marks = called.map(plainText).find(isSummary)
  if (marks !== undefined) return marks
  const paragraphs = [...element.querySelectorAll('p')].map((paragraph) => visibleText(paragraph, 2000))
  const lines = linesOf(element, 50).map(({ text }) => text)
  return [...paragraphs, ...lines].map(plainText).find(isText)
}

/** A box around headline and text is called by what it is for, not by what it holds. */
function holdsTitle(element: PageElement): boolean {
  return element.querySelector('h1, h2, h3, h4, h5, h6') !== null
}

/** An entry with what the page's JSON-LD says of it besides. A date that only stands in the text, and a title that is not sure, give way to it. */
export function withDeclared(item: FeedItem, listed: ListedItem | undefined, page: LoadedPage): FeedItem {
  if (listed === undefined) return item
  const { published, authors, summary, image } = fieldsOf(listed, page)
  const { titleIs, ...sure } = item
  if (titleIs !== undefined && listed.title !== undefined)
    return withDeclared({ ...sure, title: { kind: 'text', value: listed.title } }, listed, page)
  const takesDate = published !== undefined && (item.published === undefined || item.dateFrom === 'text')
  const takesAuthors = item.authors.length === 0 && authors.length > 0
  const takesSummary = item.summary === undefined && summary !== undefined
  const takesImage = item.image === undefined && image !== undefined
  if (!(takesDate || takesAuthors || takesSummary || takesImage)) return item
  return {
    ...item,
    ...(takesDate && { published, dateFrom: 'jsonld' as const }),
    ...(takesAuthors && { authors }),
    ...(takesSummary && { summary }),
    ...(takesImage && { image }),
    found: {
      ...item.found,
      ...(takesDate && { date: 'jsonld' }),
      ...(takesAuthors && { author: 'jsonld' }),
      ...(takesSummary && { summary: 'jsonld' }),
      ...(takesImage && { image: 'jsonld' }),
    },
  }
}

/** An entry that only JSON-LD lists. Undefined where that says no title, or leads nowhere. */
export function itemOfListed(listed: ListedItem, page: LoadedPage): FeedItem | undefined {
  const href = absoluteUrl(listed.url, page.base)
  if (href === undefined || listed.title === undefined) return undefined
  const { published, authors, summary, image } = fieldsOf(listed, page)
  return {
    links: [{ href, rel: 'alternate' }],
    url: href,
    title: { kind: 'text', value: listed.title },
    ...(summary !== undefined && { summary }),
    ...(published !== undefined && { published, dateFrom: 'jsonld' as const }),
    authors,
    categories: [],
    enclosures: [],
    media: [],
    ...(image !== undefined && { image }),
  }
}

function fieldsOf({ title, published, authors, summary, image }: ListedItem, page: LoadedPage) {
  const picture = image === undefined ? undefined : absoluteUrl(image, page.base)
  return {
    published,
    authors: cleanAuthors(authors),
    summary: summary === undefined || summary === title ? undefined : ({ kind: 'text', value: summary } as const),
    image: picture,
  }
}
