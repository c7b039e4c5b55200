import type { Edition, EditionEntry } from '../model/edition.ts'
import { html, type Markup } from '../text/markup.ts'
import { rfc3339 } from './date-format.ts'
import { dateWords } from './date-words.ts'
import { direction } from './direction.ts'
import { type FeedLinks, feedLinks, feedTitle } from './links.ts'
import type { SiteContext } from './site-context.ts'
import { stylesheetDigest } from './stylesheet.ts'
import { type Words, wordsFor } from './words.ts'

/** What other sites put into their own pages: a fragment to include, a page to frame, and how to do it. */

const EMBEDDED = 10

/** Plain semantic HTML without styles or scripts, all links absolute: for SSI, PHP, or fetch. */
export function renderFragment(edition: Edition, context: SiteContext): string {
  const { site, version } = context
  const links = feedLinks(edition, site, version)
  const dates = dateWords(edition.language, site.timezone)
  return html`<section class="warta" lang="${edition.language}" dir="${direction(edition.language)}">
<h2><a href="${links.page}">${titleOf(edition)}</a></h2>
<ul>
${edition.entries
  .slice(0, EMBEDDED)
  .map(
    (entry) =>
      html`<li${languageOf(entry, edition)}>${linked(entry)} <small><cite>${entry.source.name}</cite> <time dir="auto" datetime="${rfc3339(entry.published)}" lang="${edition.language}">${dates.full(entry.published.at)}</time></small></li>\n`,
  )}</ul>
</section>
`.markup
}

/** A page for a frame in another site: only headlines; links open outside the frame. */
export function renderEmbedPage(edition: Edition, context: SiteContext): string {
  const { site, version } = context
  const links = feedLinks(edition, site, version)
  const dates = dateWords(edition.language, site.timezone)
  return html`<!doctype html>
<html lang="${edition.language}" dir="${direction(edition.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${feedTitle({ ...edition, title: titleOf(edition) }, links)}</title>
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
${site.url !== undefined && html`<link rel="canonical" href="${links.page}">\n`}<link rel="stylesheet" href="../../style.css?${stylesheetDigest(context)}">
<base target="_top">
</head>
<body class="embed">
<main>
<h1><a href="../../${edition.slug}/">${titleOf(edition)}</a></h1>
<ol>
${edition.entries.slice(0, EMBEDDED).map(
  (entry) => html`<li${languageOf(entry, edition)}>
<h2 dir="auto">${linked(entry)}</h2>
<p class="meta"><bdi class="source">${entry.source.name}</bdi> · <time dir="auto" datetime="${rfc3339(entry.published)}" lang="${edition.language}">${dates.full(entry.published.at)}</time></p>
</li>
`,
)}</ol>
</main>
</body>
</html>
`.markup
}

/** How to put the section into another site, ready to copy. */
export function snippets(edition: Edition, links: FeedLinks, words: Words): Markup {
  const { embedWays: ways } = words
  const latest = `${links.page}latest-5.json`
  const frame = `<iframe src="${links.base}embed/${edition.slug}/" title="${attributeText(titleOf(edition))}" loading="lazy" width="360" height="480"></iframe>`
  const php = `<?php readfile('${links.page}fragment.html'); ?>`
  // An id of its own: a page may show several sections.
  const id = `warta-${edition.slug}`
  const script = `<ul id="${id}"></ul>
<script>
fetch('${latest}').then((r) => r.json()).then((feed) => {
  for (const item of feed.items) {
    const link = document.createElement('a')
    if (item.url) link.href = item.url
    link.textContent = item.title
    document.getElementById('${id}')
      .appendChild(document.createElement('li'))
      .append(link, ' — ' + item._warta.source.name)
  }
})
</script>`
  return html`<details class="own"><summary>${words.embed}</summary>
<p>${words.embedHint}</p>
<h3>${ways.frame}</h3>
${code(frame, ways.frame)}<h3>${ways.php}</h3>
${code(php, ways.php)}<h3>${ways.script}</h3>
${code(script, ways.script)}<h3>${ways.wordpress}</h3>
<p>${ways.wordpressHint}</p>
${code(links.rss, ways.wordpress)}</details>
`
}

function code(text: string, name: string): Markup {
  // Focusable, so that what is scrolled sideways can be reached without a mouse.
  return html`<pre dir="ltr" tabindex="0" role="region" aria-label="${name}"><code>${text}</code></pre>\n`
}

function attributeText(text: string): string {
  return html`${text}`.markup
}

function titleOf(edition: Edition): string {
  return edition.slug === 'all' ? wordsFor(edition.language).everything : edition.title
}

function linked({ url, title }: EditionEntry): Markup {
  return url === undefined ? html`${title}` : html`<a href="${url}">${title}</a>`
}

function languageOf(entry: EditionEntry, edition: Edition): Markup {
  return entry.language === undefined || entry.language === edition.language
    ? html``
    : html` lang="${entry.language}" dir="${direction(entry.language)}"`
}
