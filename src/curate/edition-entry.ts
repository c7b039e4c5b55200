import type { AlsoReported, EditionEntry } from '../model/edition.ts'
import type { Body, Entry, Related } from '../model/entry.ts'
import type { Member } from '../model/section.ts'
import type { Source } from '../model/source.ts'
import type { SourceState } from '../model/source-state.ts'
import { excerpt } from '../text/excerpt.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { detectLanguage, otherLanguage } from '../text/language.ts'
import { leadsInside } from '../text/private-host.ts'
import { publicUrl } from '../text/public-url.ts'
import { cleanHtml } from './clean-html.ts'
import type { ChosenStory } from './curate.ts'
import { claimedAt } from './order.ts'
import { publishedOf, shown, updatedOf } from './shown-dates.ts'

/** What is known of a source when its entries are shown. */
export type Publisher = { readonly source: Source; readonly state: SourceState | undefined }

/** Characters of the short text beside a full one. */
const summaryChars = 300

/** The name readers see: the operator's, else the feed's own, else the host. */
export function nameOf({ source, state }: Publisher): string {
  return source.name ?? state?.title ?? new URL(source.url).hostname
}

/**
 * Makes of a chosen story what is published: clean, cut as the source's policy says, credited. Pure.
 * @param body of the story's lead
 * @param publishers of every copy of the story, by source id
 */
export function editionEntry(
  story: ChosenStory,
  body: Body,
  publishers: ReadonlyMap<string, Publisher>,
): EditionEntry | undefined {
  const lead = story.copies[0]
  const publisher = lead === undefined ? undefined : publishers.get(lead.entry.sourceId)
  if (lead === undefined || publisher === undefined) return undefined
  const { entry, member } = lead
  const published = story.published ?? publishedOf(entry)
  const language = languageOf(entry, bodyText(body))
  const { source } = publisher
  const isRefused = (url: string) => leadsInside(url, source.url)
  const open = (url: string | undefined) => (url === undefined || isRefused(url) ? undefined : url)
  const text = publishedText(entry, body, member, { language, isRefused })
  const home = open(publisher.state?.homeUrl)
  const credit = creditLine(member.credit, nameOf(publisher), open(entry.url) ?? home)
  const content = `${text.content}${credit}`
  return {
    id: story.id,
    url: open(entry.url),
    title: entry.title,
    language,
    published,
    updated: story.updated ?? updatedOf(entry, published),
    firstSeen: entry.firstSeen,
    authors: entry.authors.map(({ name, url }) => ({ name, ...(open(url) === undefined ? {} : { url }) })),
    categories: entry.categories,
    summary: text.summary === '' ? undefined : text.summary,
    content: content === '' ? undefined : content,
    image: member.images === 'link' ? open(entry.image) : undefined,
    enclosures: entry.enclosures.filter(
      ({ url, type }) => !isRefused(url) && (member.images === 'link' || !type?.startsWith('image/')),
    ),
    comments: commentsOf(entry, isRefused),
    rights: member.rights ?? entry.rights,
    source: {
      id: source.id,
      name: nameOf(publisher),
      url: home,
      feed: publicUrl(source.url),
    },
    also: alsoReported(story, publishers),
    related: [...(entry.related ?? []).map(relatedLink), ...sameEvent(story)].filter(({ url }) => !isRefused(url)),
    dateline: entry.dateline,
    dateFrom: claimedAt(entry) === undefined ? 'first_seen' : (entry.published?.from ?? 'first_seen'),
    fingerprint: entry.fingerprint,
  }
}

/** The plain text rules and excerpts are made from: the summary, else the content. */
export function bodyText(body: Body): string {
  return htmlToText(body.summary ?? '') || htmlToText(body.content ?? '')
}

/** The declared language, unless title and text are plainly in another (WordPress declares `en-US` unless it is told); else the one they are surely in. */
export function languageOf(entry: Entry, text: string): string | undefined {
  const said = `${entry.title}\n${text}`
  if (entry.language !== undefined) return otherLanguage(entry.language, said) ?? entry.language
  const detected = detectLanguage(said)
  return detected?.reliable ? detected.language : undefined
}

type Reading = { readonly language: string | undefined; readonly isRefused: (url: string) => boolean }

function publishedText(entry: Entry, body: Body, member: Member, { language, isRefused }: Reading) {
  if (member.publish === 'title') return { summary: '', content: '' }
  // A list may say the title twice, and the article more.
  const own = withoutTitle(htmlToText(body.summary ?? ''), entry.title)
  const text = own === '' ? withoutTitle(htmlToText(body.content ?? ''), entry.title) : own
  if (member.publish === 'full') {
    return {
      summary: excerpt(text, summaryChars, language),
      content: cleanHtml(body.content ?? body.summary ?? '', { images: member.images, isRefused }),
    }
  }
  const summary = excerpt(text, member.excerpt, language)
  return { summary, content: summary === '' ? '' : `<p>${escapeHtml(summary)}</p>` }
}

function commentsOf({ comments }: Entry, isRefused: (url: string) => boolean): Entry['comments'] {
  if (comments?.url === undefined || !isRefused(comments.url)) return comments
  const { url: _, ...others } = comments
  return Object.keys(others).length === 0 ? undefined : others
}

/** A summary that only says the title again says nothing. */
function withoutTitle(text: string, title: string): string {
  return text === title ? '' : text
}

/** `Sumber: {source}`, the name linking to the original. */
function creditLine(credit: string | undefined, name: string, url: string | undefined): string {
  if (credit === undefined) return ''
  const link = url === undefined ? escapeHtml(name) : `<a href="${escapeHtml(url)}">${escapeHtml(name)}</a>`
  return `<p>${credit.split('{source}').map(escapeHtml).join(link)}</p>`
}

function relatedLink({ title, url, date }: Related): EditionEntry['related'][number] {
  return { title, url, ...(date === undefined ? {} : { date: shown(date) }) }
}

/** Other stories of the edition about the same event, unless the publisher names them already. */
function sameEvent({ copies, related = [] }: ChosenStory): EditionEntry['related'] {
  const named = new Set(copies[0]?.entry.related?.map(({ url }) => url))
  return related.flatMap((entry) => {
    const { title, url } = entry
    return url === undefined || named.has(url) ? [] : [{ title, url, date: publishedOf(entry) }]
  })
}

/** One line for each other publisher, in the order of preference. */
function alsoReported(story: ChosenStory, publishers: ReadonlyMap<string, Publisher>): readonly AlsoReported[] {
  const [lead, ...others] = story.copies
  const seen = new Set([lead?.entry.sourceId])
  return others.flatMap(({ entry }) => {
    const publisher = publishers.get(entry.sourceId)
    if (publisher === undefined || entry.url === undefined || seen.has(entry.sourceId)) return []
    if (leadsInside(entry.url, publisher.source.url)) return []
    seen.add(entry.sourceId)
    const language = entry.language ?? publisher.source.language
    return [
      {
        title: entry.title,
        url: entry.url,
        source: nameOf(publisher),
        ...(language === undefined ? {} : { language }),
      },
    ]
  })
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
