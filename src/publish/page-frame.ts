import { type Markup, html } from '../text/markup.ts'
import { direction } from './direction.ts'
import type { SiteContext } from './site-context.ts'
import { stylesheetDigest } from './stylesheet.ts'
import { type Words, wordsFor } from './words.ts'

/** What one page brings to the frame all pages share. */
export type Page = {
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

/** The frame all pages share. */
export function page(content: Page, context: SiteContext): string {
  const { site, sections, theme } = context
  const { language, root, title } = content
  const words = wordsFor(language)
  const home = root === '' ? './' : root
  const link = (slug: string, text: string | Markup) =>
    html`<li><a href="${root}${slug}/"${content.current === slug && html` aria-current="page"`}>${text}</a></li>\n`
  // The front page is about the site itself: its name is the heading there.
  const name = html`<a href="${home}" dir="auto">${site.title}</a>`
  const brand = root === '' ? html`<h1 class="brand">${name}</h1>` : html`<p class="brand">${name}</p>`
  return html`<!doctype html>
<html lang="${language}" dir="${direction(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="description" content="${content.description}">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
${content.canonical !== undefined && html`<link rel="canonical" href="${content.canonical}">\n`}${content.head}<link rel="stylesheet" href="${root}style.css?${stylesheetDigest(context)}">
</head>
<body>
<a class="skip" href="#news"${speech(words, language)}>${words.skip}</a>
<header class="site">
${theme?.header === undefined ? brand : { markup: theme.header }}
<nav aria-label="${words.sections}">
<ul>
${sections.filter(({ slug }) => slug !== 'all').map(({ slug, title }) => html`${link(slug, title)}`)}${sections.length > 1 && link('all', says(words, language, html`${words.everything}`))}</ul>
</nav>
</header>
<div class="columns">
${content.body}
</div>
<footer${speech(words, language)}>
${theme?.footer === undefined ? html`<p>${words.credit}</p>` : { markup: theme.footer }}
<p><a href="${home}">${words.home}</a> · <a href="${root}about/">${words.about}</a> · <a href="${root}feeds.opml">OPML</a></p>
</footer>
</body>
</html>
`.markup
}

/** The attributes of an element in our own words on a page in `language`. */
export function speech(words: Words, language: string): Markup {
  return words.language === language.split('-')[0]
    ? html``
    : html` lang="${words.language}" dir="${direction(words.language)}"`
}

export function says(words: Words, language: string, markup: Markup): Markup {
  return words.language === language.split('-')[0] ? markup : html`<span${speech(words, language)}>${markup}</span>`
}
