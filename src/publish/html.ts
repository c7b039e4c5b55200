import type { Edition } from '../model/edition.ts'
import { html, type Markup } from '../text/markup.ts'
import { rfc3339Utc } from './date-format.ts'
import { dateWords } from './date-words.ts'
import { direction } from './direction.ts'
import { snippets } from './embed.ts'
import { baseUrl, feedLinks, feedTitle } from './links.ts'
import { page, says, speech } from './page-frame.ts'
import type { SiteContext } from './site-context.ts'
import { days, headline, sourceName, towards, when } from './story.ts'
import { wordsFor } from './words.ts'

/**
 * Pages for people: complete without a script, one stylesheet, links among our own files relative, so that they work
 * under any address and behind any server. Every link to a story leads to its publisher.
 */

/** The page of one section: all its entries, grouped by day, and how to subscribe. */
export function renderSectionPage(edition: Edition, context: SiteContext): string {
  const { site, version } = context
  const links = feedLinks(edition, site, version)
  const words = wordsFor(edition.language)
  const dates = dateWords(edition.language, site.timezone)
  const title = edition.slug === 'all' ? words.everything : edition.title
  const sources = new Set(edition.entries.map((entry) => entry.source.id)).size
  const body = html`<main id="news">
<header class="lead">
<h1 dir="auto">${title}</h1>
${edition.description !== undefined && html`<p class="about" dir="auto">${edition.description}</p>\n`}<p class="meta">${says(words, edition.language, html`${words.count(edition.entries.length, sources)} · ${words.updated}`)} <time dir="auto" datetime="${rfc3339Utc(edition.updated)}">${dates.full(edition.updated)}</time></p>
</header>
${edition.entries.length === 0 ? says(words, edition.language, html`<p class="empty">${words.empty}</p>`) : days(edition, dates, words)}
</main>
<aside aria-labelledby="subscribe"${speech(words, edition.language)}>
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.subscribeHint}</p>
<ul class="formats">
${format('rss.xml', 'RSS', links.rss, words.formatHints.rss)}${format('atom.xml', 'Atom', links.atom, words.formatHints.atom)}${format('feed.json', 'JSON Feed', links.json, words.formatHints.json)}${format('../feeds.opml', 'OPML', `${links.base}feeds.opml`, words.formatHints.opml)}</ul>
${snippets(edition, links, words)}</aside>`
  return page(
    {
      title: feedTitle({ ...edition, title }, links),
      description: edition.description ?? title,
      language: edition.language,
      root: '../',
      canonical: site.url === undefined ? undefined : links.page,
      head: html`<link rel="alternate" type="application/rss+xml" title="RSS" href="rss.xml">
<link rel="alternate" type="application/atom+xml" title="Atom" href="atom.xml">
<link rel="alternate" type="application/feed+json" title="JSON Feed" href="feed.json">
${links.hub !== undefined && html`<link rel="hub" href="${links.hub}">\n<link rel="self" href="${links.page}">\n`}`,
      current: edition.slug,
      body,
    },
    context,
  )
}

/** The front page: each section's newest headlines. */
export function renderIndexPage(editions: readonly Edition[], context: SiteContext): string {
  const { site } = context
  const words = wordsFor(site.language)
  const sections = editions.filter((edition) => edition.slug !== 'all')
  const perSection = sections.length > 12 ? 3 : sections.length > 4 ? 5 : 8
  const blocks = sections.map((edition) => {
    const dates = dateWords(edition.language, site.timezone)
    const heads = edition.entries.slice(0, perSection).map(
      (entry) => html`<li${towards(entry)}>
${headline(entry, edition.language)}<p class="meta">${sourceName(entry)} · ${when(entry, dates.short(entry.published.at))}</p>
</li>
`,
    )
    return html`<section class="front" lang="${edition.language}" dir="${direction(edition.language)}" aria-labelledby="s-${edition.slug}">
<h2 id="s-${edition.slug}"><a href="${edition.slug}/">${edition.title}</a></h2>
${heads.length === 0 ? html`<p class="empty">${words.empty}</p>` : html`<ol class="heads">\n${heads}</ol>`}
<p class="more"><a href="${edition.slug}/">${words.more(edition.title)}</a></p>
</section>
`
  })
  const all = editions.find((edition) => edition.slug === 'all')
  const body = html`<main id="news">
<div class="fronts">
${blocks.length === 0 ? html`<p class="empty">${words.empty}</p>` : blocks}</div>
</main>
<aside aria-labelledby="subscribe">
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.subscribeHint}</p>
<ul class="formats">
${all !== undefined && format('all/rss.xml', 'RSS', feedLinks(all, site, context.version).rss, words.formatHints.rss)}${format('feeds.opml', 'OPML', `${baseUrl(site)}feeds.opml`, words.formatHints.opml)}</ul>
</aside>`
  return page(
    {
      title: site.title,
      description: sections.map((edition) => edition.title).join(' · ') || site.title,
      language: site.language,
      root: '',
      canonical: site.url,
      head: html`<link rel="alternate" type="text/x-opml" title="OPML" href="feeds.opml">
${all !== undefined && html`<link rel="alternate" type="application/rss+xml" title="RSS" href="all/rss.xml">\n`}`,
      current: undefined,
      body,
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
</main>`,
    },
    context,
  )
}

function format(href: string, name: string, address: string, hint: string): Markup {
  return html`<li><a href="${href}">${name}</a> <span class="hint">${hint}</span><code dir="ltr">${breakable(address)}</code></li>
`
}

/** An address that may go on in the next line after a slash, and is copied without a trace of it. */
function breakable(address: string): readonly Markup[] {
  return address.split(/(?<=[^/]\/)(?=[^/])/).map((part, n) => (n === 0 ? html`${part}` : html`<wbr>${part}`))
}
