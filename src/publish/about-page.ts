import type { Edition } from '../model/edition.ts'
import { type Markup, html } from '../text/markup.ts'
import { page } from './page-frame.ts'
import type { PolledSource, SiteContext } from './site-context.ts'
import { wordsFor } from './words.ts'

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
}</main>
`
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
