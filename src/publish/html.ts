import type { Edition, EditionEntry } from '../model/edition.ts'
import { shortened } from './clean-text.ts'
import { rfc3339, rfc3339Utc } from './date-format.ts'
import { type DateWords, dateWords } from './date-words.ts'
import { direction } from './direction.ts'
import { baseUrl, feedLinks, feedTitle } from './links.ts'
import { html, type Markup } from '../text/markup.ts'
import type { PolledSource, SiteContext } from './site-context.ts'
import { STYLESHEET_DIGEST } from './stylesheet.ts'
import { type Words, wordsFor } from './words.ts'

/**
 * Pages for people: complete without a script, one stylesheet, links among our own files relative, so that they work
 * under any address and behind any server. Every link to a story leads to its publisher.
 */

type Page = {
  readonly title: string
  readonly description: string
  readonly language: string
  /** From this page to the site's root: `''`, `../`. */
  readonly root: string
  /** Absolute; undefined while the site has no address. */
  readonly canonical: string | undefined
  /** More elements for `head`. */
  readonly head: Markup
  readonly current: string | undefined
  readonly body: Markup
}

/** How many bytes of stories a page shows with their summaries; those after it are headlines. */
const FULL_STORIES_BYTES = 34_000

/** Longer texts are in the feeds; a page shows what one reads at a glance. */
const MAX_SUMMARY = 420
const MAX_HEADLINE = 300

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
${edition.description !== undefined && html`<p class="about" dir="auto">${edition.description}</p>\n`}<p class="meta">${says(words, edition.language, html`${words.count(edition.entries.length, sources)} · ${words.updated}`)} <time datetime="${rfc3339Utc(edition.updated)}">${dates.full(edition.updated)}</time></p>
</header>
${edition.entries.length === 0 ? says(words, edition.language, html`<p class="empty">${words.empty}</p>`) : days(edition, dates, words)}
</main>
<aside aria-labelledby="subscribe"${speech(words, edition.language)}>
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.subscribeHint}</p>
<ul class="formats">
${format('rss.xml', 'RSS', links.rss, words.formatHints.rss)}${format('atom.xml', 'Atom', links.atom, words.formatHints.atom)}${format('feed.json', 'JSON Feed', links.json, words.formatHints.json)}${format('../feeds.opml', 'OPML', `${links.base}feeds.opml`, words.formatHints.opml)}</ul>
</aside>`
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
${headline(entry, edition.language)}<p class="meta">${sourceName(entry)} · ${when(entry, dates.full(entry.published.at))}</p>
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
  const body = html`<main id="news" class="wide">
<header class="lead"><h1>${site.title}</h1></header>
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

/** For publishers: what is asked of their servers, whom to write to, how to be left out. */
export function renderAboutPage(editions: readonly Edition[], context: SiteContext): string {
  const { site } = context
  const { aboutPage: about, ...words } = wordsFor(site.language)
  const paragraphs = (texts: readonly string[]) => texts.map((text) => html`<p>${text}</p>\n`)
  const rows = polled(editions, context).map(
    (source) =>
      html`<tr><td dir="auto">${
        source.url === undefined ? source.name : html`<a href="${source.url}" rel="external">${source.name}</a>`
      }</td><td class="url" dir="ltr">${source.feed}</td><td>${source.everyMinutes === undefined ? '—' : about.everyMinutes(source.everyMinutes)}</td></tr>\n`,
  )
  const body = html`<main id="news" class="prose">
<header class="lead"><h1>${words.about}</h1><p class="about">${about.intro(site.title)}</p></header>
<h2>${about.pollsTitle}</h2>
${paragraphs(about.polls)}<h2>${about.publishesTitle}</h2>
${paragraphs(about.publishes)}<h2 id="contact">${about.contactTitle}</h2>
<p>${site.contact === undefined ? about.noContact : html`${about.contact} ${contactLink(site.contact)}`}</p>
<h2>${about.leaveTitle}</h2>
${paragraphs(about.leave)}${
  rows.length > 0 &&
  html`<h2>${about.sourcesTitle}</h2>
<div class="scroll" tabindex="0" role="region" aria-label="${about.sourcesTitle}"><table><thead><tr><th scope="col">${about.source}</th><th scope="col">URL</th><th scope="col">${about.often}</th></tr></thead>
<tbody>
${rows}</tbody></table></div>
`
}</main>`
  return page(
    {
      title: `${words.about} — ${site.title}`,
      description: about.intro(site.title),
      language: site.language,
      root: '../',
      canonical: site.url === undefined ? undefined : `${site.url}about/`,
      head: html``,
      current: 'about',
      body,
    },
    context,
  )
}

/** The entries under a heading for each day, in the edition's order. */
function days(edition: Edition, dates: DateWords, words: Words): Markup {
  const anchors = new Set<string>()
  let markup = ''
  let today = ''
  for (const entry of edition.entries) {
    const day = dates.day(entry.published.at)
    if (day !== today) {
      markup += `${today === '' ? '' : '</section>\n'}${html`<section class="day">\n<h2>${day}</h2>\n`.markup}`
      today = day
    }
    markup += story(entry, {
      anchor: anchorOf(entry.id, anchors),
      language: edition.language,
      time: dates.time(entry.published.at),
      words,
      short: markup.length > FULL_STORIES_BYTES,
    }).markup
  }
  return { markup: `${markup}</section>\n` }
}

type StoryOptions = {
  readonly anchor: string
  readonly language: string
  readonly time: string
  readonly words: Words
  /** Only the headline, its source and its time. */
  readonly short: boolean
}

/** One entry, marked up as an h-entry (microformats.org). */
function story(entry: EditionEntry, { anchor, language, time, words, short }: StoryOptions): Markup {
  const authors = entry.authors.map((author) => author.name).join(', ')
  const say = (markup: Markup) => says(words, language, markup)
  return html`<article class="h-entry" id="${anchor}"${towards(entry)}>
${!short && entry.image !== undefined && html`<img class="u-photo" src="${entry.image}" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" width="160" height="107">\n`}${headline(entry, language)}<p class="meta">${sourceName(entry)} · ${when(entry, time)}${
    !short && authors !== '' && html` · <span class="p-author" dir="auto">${authors}</span>`
  }</p>
${!short && entry.summary !== undefined && html`<p class="p-summary" dir="auto"${spoken(entry, language)}>${shortened(entry.summary, MAX_SUMMARY)}</p>\n`}${!short && media(entry, words)}${
  entry.also.length > 0 &&
  html`<details class="also"><summary>${say(html`${words.also(entry.also.length)}`)}</summary>
<ul>
${entry.also.map(
  (also) =>
    html`<li${also.language !== undefined && html` lang="${also.language}"`}><a href="${also.url}" rel="external" dir="auto">${also.title}</a> — <bdi>${also.source}</bdi></li>\n`,
)}</ul></details>
`
}</article>
`
}

/** What can be heard or seen, and where it is talked about. */
function media(entry: EditionEntry, words: Words): Markup {
  const links = entry.enclosures
    .filter(({ type }) => /^(?:audio|video)\//.test(type ?? ''))
    .map(({ url, type }) => html`<a href="${url}" rel="enclosure external">${words.listen} (${type})</a> `)
  const { comments } = entry
  if (comments?.url !== undefined) {
    links.push(html`<a href="${comments.url}" rel="external">${words.comments(comments.count)}</a>`)
  }
  return links.length === 0 ? html`` : html`<p class="meta">${links}</p>\n`
}

function headline(entry: EditionEntry, language: string): Markup {
  const title = html`<bdi>${shortened(entry.title, MAX_HEADLINE)}</bdi>`
  return html`<h3 class="p-name" dir="auto"${spoken(entry, language)}>${
    entry.url === undefined ? title : html`<a class="u-url" href="${entry.url}" rel="external">${title}</a>`
  }</h3>
`
}

function sourceName({ source }: EditionEntry): Markup {
  return source.url === undefined
    ? html`<bdi class="source">${source.name}</bdi>`
    : html`<a class="source" href="${source.url}" rel="external"><bdi>${source.name}</bdi></a>`
}

function when(entry: EditionEntry, text: string): Markup {
  return html`<time class="dt-published" datetime="${rfc3339(entry.published)}">${text}</time>`
}

/** The direction of an entry whose language is known, so that its whole block is mirrored; else each text's own. */
function towards(entry: EditionEntry): Markup {
  return entry.language === undefined ? html`` : html` dir="${direction(entry.language)}"`
}

/** The language of an entry's text where it is not the page's. */
function spoken(entry: EditionEntry, language: string): Markup {
  return entry.language === undefined || entry.language === language ? html`` : html` lang="${entry.language}"`
}

/** The attributes of an element in our own words on a page in `language`. */
function speech(words: Words, language: string): Markup {
  return words.language === language.split('-')[0]
    ? html``
    : html` lang="${words.language}" dir="${direction(words.language)}"`
}

function says(words: Words, language: string, markup: Markup): Markup {
  return words.language === language.split('-')[0] ? markup : html`<span${speech(words, language)}>${markup}</span>`
}

/** The last part of an id (a hash) as a fragment, unique on the page. */
function anchorOf(id: string, taken: Set<string>): string {
  const base = `e-${id
    .replace(/^.*[:/]/, '')
    .replace(/[^\w-]/g, '')
    .slice(0, 40)}`
  let anchor = base
  for (let n = 2; taken.has(anchor); n += 1) anchor = `${base}-${n}`
  taken.add(anchor)
  return anchor
}

function format(href: string, name: string, address: string, hint: string): Markup {
  return html`<li><a href="${href}">${name}</a> <span class="hint">${hint}</span><code dir="ltr">${address}</code></li>
`
}

function contactLink(contact: string): Markup {
  if (/^https?:/.test(contact)) return html`<a href="${contact}">${contact}</a>`
  return /^[^\s@]+@[^\s@]+$/.test(contact) ? html`<a href="mailto:${contact}">${contact}</a>` : html`${contact}`
}

/** What is polled: as handed in, else the sources that the editions show. */
function polled(editions: readonly Edition[], context: SiteContext): readonly PolledSource[] {
  if (context.sources !== undefined) return context.sources
  const found = new Map<string, PolledSource>()
  for (const edition of editions) {
    for (const { source } of edition.entries) {
      if (!found.has(source.id)) found.set(source.id, { name: source.name, url: source.url, feed: source.feed })
    }
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** The frame all pages share. */
function page(content: Page, { site, sections }: SiteContext): string {
  const { language, root, title } = content
  const words = wordsFor(language)
  const link = (slug: string, text: string) =>
    html`<li><a href="${root}${slug}/"${content.current === slug && html` aria-current="page"`}>${text}</a></li>\n`
  return html`<!doctype html>
<html lang="${language}" dir="${direction(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${content.description}">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
${content.canonical !== undefined && html`<link rel="canonical" href="${content.canonical}">\n`}${content.head}<link rel="stylesheet" href="${root}style.css?${STYLESHEET_DIGEST}">
</head>
<body>
<a class="skip" href="#news"${speech(words, language)}>${words.skip}</a>
<header class="site">
<p class="brand"><a href="${root === '' ? './' : root}" dir="auto">${site.title}</a></p>
<nav aria-label="${words.sections}"${speech(words, language)}>
<ul>
${sections.filter(({ slug }) => slug !== 'all').map(({ slug, title }) => html`${link(slug, title)}`)}${sections.length > 1 && link('all', words.everything)}</ul>
</nav>
</header>
<div class="columns">
${content.body}
</div>
<footer${speech(words, language)}>
<p>${words.credit}</p>
<p><a href="${root === '' ? './' : root}">${words.home}</a> · <a href="${root}about/">${words.about}</a> · <a href="${root}feeds.opml">OPML</a></p>
</footer>
</body>
</html>
`.markup
}
