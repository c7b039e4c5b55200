import type { Edition, EditionEntry } from '../model/edition.ts'
import { html, type Markup } from '../text/markup.ts'
import { rfc3339Utc } from './date-format.ts'
import { dateWords } from './date-words.ts'
import { snippets } from './embed.ts'
import { feedLinks, feedTitle } from './links.ts'
import { hubLinks, page, speech } from './page-frame.ts'
import type { SiteContext } from './site-context.ts'
import { anchorOf, storyView } from './story.ts'
import { formatLine } from './subscribe.ts'
import { renderTemplate, type View } from './template.ts'
import { type SECTION_FIELDS, TEMPLATES } from './templates.ts'
import { type Words, wordsFor } from './words.ts'

/** One page of a section: `index.html`, `page-2.html` … */
export type SectionPage = { readonly name: string; readonly body: string }

/** What a page may weigh, so that it opens at once on a slow telephone. */
const MAX_PAGE_BYTES = 49_000
/** A frame of the operator's may be heavy: so much of every page is news all the same. */
const MIN_STORIES_BYTES = 15_000
/** How many bytes of stories the first page shows with their summaries; those after them are headlines. */
const WHOLE_STORIES_BYTES = 27_000
/** A heading of a day around its entries. */
const DAY_BYTES = 200

type Story = { readonly day: string; readonly markup: string }

/**
 * The pages of one section: all its entries, grouped by day, the newest with their summaries, and how to subscribe. What
 * the first page cannot hold goes on in pages of headlines, each leading to the next.
 */
export function renderSectionPages(edition: Edition, context: SiteContext): readonly SectionPage[] {
  const room = (number: number) =>
    Math.max(MIN_STORIES_BYTES, MAX_PAGE_BYTES - Buffer.byteLength(onePage(edition, context, [], { number, of: 99 })))
  const pages = paged(edition, context, [room(1), room(2)])
  return pages.map((stories, n) => ({
    name: nameOf(n + 1),
    body: onePage(edition, context, stories, { number: n + 1, of: pages.length }),
  }))
}

function nameOf(number: number): string {
  return number === 1 ? 'index.html' : `page-${number}.html`
}

/** The stories of each page; there is a first one even of nothing. */
function paged(
  edition: Edition,
  context: SiteContext,
  rooms: readonly [number, number],
): readonly (readonly Story[])[] {
  const template = context.theme?.templates.entry ?? TEMPLATES.entry
  const words = wordsFor(edition.language)
  const dates = dateWords(edition.language, context.site.timezone)
  const anchors = new Set<string>()
  const tell = (entry: EditionEntry, kind: 'whole' | 'brief', anchor: string): Story => ({
    day: dates.day(entry.published.at),
    markup: renderTemplate(
      template,
      storyView(entry, { anchor, language: edition.language, time: dates.time(entry.published.at), words, kind }),
    ).markup,
  })
  const pages: Story[][] = [[]]
  let bytes = 0
  for (const entry of edition.entries) {
    const whole = pages.length === 1 && bytes < WHOLE_STORIES_BYTES
    const anchor = anchorOf(entry.id, anchors)
    let story = tell(entry, whole ? 'whole' : 'brief', anchor)
    const last = pages.at(-1) ?? []
    const size = Buffer.byteLength(story.markup) + (last.at(-1)?.day === story.day ? 0 : DAY_BYTES)
    if (last.length > 0 && bytes + size > rooms[pages.length === 1 ? 0 : 1]) {
      if (whole) story = tell(entry, 'brief', anchor)
      pages.push([story])
      bytes = size
    } else {
      last.push(story)
      bytes += size
    }
  }
  return pages
}

function onePage(
  edition: Edition,
  context: SiteContext,
  stories: readonly Story[],
  { number, of }: { readonly number: number; readonly of: number },
): string {
  const { site, version, theme } = context
  const links = feedLinks(edition, site, version)
  const words = wordsFor(edition.language)
  const dates = dateWords(edition.language, site.timezone)
  const title = edition.slug === 'all' ? words.everything : edition.title
  const [newer, older] = [number === 2 ? './' : nameOf(number - 1), nameOf(number + 1)]
  const view: View<typeof SECTION_FIELDS> = {
    slug: edition.slug,
    title,
    description: edition.description,
    count: words.count(edition.entries.length, new Set(edition.entries.map(({ source }) => source.id)).size),
    updated: dates.full(edition.updated),
    datetime: rfc3339Utc(edition.updated),
    number: number === 1 ? undefined : words.page(number, of),
    days: daysOf(stories),
    newer: number === 1 ? undefined : newer,
    older: number < of ? older : undefined,
    subscribe: number === 1 ? subscription(edition, context, words) : html``,
    words,
    ourLanguage: speech(words, edition.language),
  }
  const own = number === 1 ? links.page : `${links.page}${nameOf(number)}`
  return page(
    {
      title: feedTitle({ ...edition, title }, links),
      description: edition.description ?? title,
      language: edition.language,
      root: '../',
      canonical: site.url === undefined ? undefined : own,
      head: html`<link rel="alternate" type="application/rss+xml" title="RSS" href="rss.xml">
<link rel="alternate" type="application/atom+xml" title="Atom" href="atom.xml">
<link rel="alternate" type="application/feed+json" title="JSON Feed" href="feed.json">
${view.newer !== undefined && html`<link rel="prev" href="${newer}">\n`}${view.older !== undefined && html`<link rel="next" href="${older}">\n`}${number === 1 && hubLinks(links.hub, own)}`,
      current: edition.slug,
      body: renderTemplate(theme?.templates.section ?? TEMPLATES.section, view),
    },
    context,
  )
}

/** The stories under a heading for each day, in the edition's order. */
function daysOf(stories: readonly Story[]): View<typeof SECTION_FIELDS>['days'] {
  const days: { title: string; entries: { markup: string } }[] = []
  for (const { day, markup } of stories) {
    const last = days.at(-1)
    if (last?.title === day) last.entries.markup += markup
    else days.push({ title: day, entries: { markup } })
  }
  return days
}

function subscription(edition: Edition, { site, version }: SiteContext, words: Words): Markup {
  const links = feedLinks(edition, site, version)
  const hints = words.formatHints
  return html`<aside aria-labelledby="subscribe"${speech(words, edition.language)}>
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.subscribeHint}</p>
<ul class="formats">
${formatLine('rss.xml', 'RSS', links.rss, hints.rss)}${formatLine('atom.xml', 'Atom', links.atom, hints.atom)}${formatLine('feed.json', 'JSON Feed', links.json, hints.json)}${formatLine('../feeds.opml', 'OPML', `${links.base}feeds.opml`, hints.opml)}</ul>
${snippets(edition, links, words)}</aside>
`
}
