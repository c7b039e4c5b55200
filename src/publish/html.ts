import type { Edition } from '../model/edition.ts'
import { html } from '../text/markup.ts'
import { dateWords } from './date-words.ts'
import { direction } from './direction.ts'
import { baseUrl, feedLinks } from './links.ts'
import { hubLinks, page, speech } from './page-frame.ts'
import type { SiteContext } from './site-context.ts'
import { anchorOf, storyView } from './story.ts'
import { formatLine } from './subscribe.ts'
import { renderTemplate, type View } from './template.ts'
import { type FRONT_FIELDS, TEMPLATES } from './templates.ts'
import { wordsFor } from './words.ts'

/**
 * Pages for people: complete without a script, one stylesheet, links among our own files relative, so that they work
 * under any address and behind any server. Every link to a story leads to its publisher.
 */

/** What the front page may weigh. */
const MAX_FRONT_BYTES = 49_000
/** How many headlines each section has there, and whether the newest stands out: as much as the page can hold. */
const FRONT_PLANS = [
  { heads: 8, lead: true },
  { heads: 5, lead: true },
  { heads: 3, lead: true },
  { heads: 2, lead: false },
  { heads: 1, lead: false },
  { heads: 0, lead: false },
] as const
type FrontPlan = (typeof FRONT_PLANS)[number]

/** The front page: each section's newest headlines, fewer of each where there are many sections. */
export function renderFrontPage(editions: readonly Edition[], context: SiteContext): string {
  const enough = editions.length > 13 ? 2 : editions.length > 5 ? 1 : 0
  let text = ''
  for (const plan of FRONT_PLANS.slice(enough)) {
    text = frontPage(editions, context, plan)
    if (Buffer.byteLength(text) < MAX_FRONT_BYTES) break
  }
  return text
}

function frontPage(editions: readonly Edition[], context: SiteContext, { heads, lead }: FrontPlan): string {
  const { site } = context
  const words = wordsFor(site.language)
  const sections = editions.filter((edition) => edition.slug !== 'all')
  const all = editions.find((edition) => edition.slug === 'all')
  const anchors = new Set<string>()
  const view: View<typeof FRONT_FIELDS> = {
    title: site.title,
    sections: sections.map((edition) => {
      const dates = dateWords(edition.language, site.timezone)
      return {
        slug: edition.slug,
        title: edition.title,
        description: edition.description,
        url: `${edition.slug}/`,
        language: edition.language,
        direction: direction(edition.language),
        entries: edition.entries.slice(0, heads).map((entry, n) =>
          storyView(entry, {
            anchor: anchorOf(entry.id, anchors),
            language: edition.language,
            time: dates.short(entry.published.at),
            words,
            kind: n === 0 && lead ? 'lead' : 'brief',
          }),
        ),
        empty: edition.entries.length === 0,
        more: words.more(edition.title),
      }
    }),
    subscribe: html`<aside aria-labelledby="subscribe"${speech(words, site.language)}>
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.subscribeHint}</p>
<ul class="formats">
${all !== undefined && formatLine('all/rss.xml', 'RSS', feedLinks(all, site, context.version).rss, words.formatHints.rss)}${formatLine('feeds.opml', 'OPML', `${baseUrl(site)}feeds.opml`, words.formatHints.opml)}</ul>
</aside>
`,
    words,
    ourLanguage: speech(words, site.language),
  }
  return page(
    {
      title: site.title,
      description: sections.map((edition) => edition.title).join(' · ') || site.title,
      language: site.language,
      root: '',
      canonical: site.url,
      head: html`<link rel="alternate" type="text/x-opml" title="OPML" href="feeds.opml">
${all !== undefined && html`<link rel="alternate" type="application/rss+xml" title="RSS" href="all/rss.xml">\n`}${hubLinks(site.url && site.hub, baseUrl(site))}`,
      current: undefined,
      body: renderTemplate(context.theme?.templates.front ?? TEMPLATES.front, view),
    },
    context,
  )
}

/** What a reader sees at an address that is none, however deep: its links begin at the site's root. */
export function renderNotFoundPage(context: SiteContext): string {
  const { site } = context
  const words = wordsFor(site.language)
  const root = site.url === undefined ? '/' : new URL(site.url).pathname
  return page(
    {
      title: `${words.notFound} — ${site.title}`,
      description: words.notFound,
      language: site.language,
      root,
      canonical: undefined,
      head: html``,
      current: undefined,
      body: html`<main id="news" class="prose"${speech(words, site.language)}>
<header class="lead"><h1>${words.notFound}</h1><p class="about">${words.notFoundHint}</p></header>
<p><a href="${root}">${words.home}</a></p>
</main>
`,
    },
    context,
  )
}
