import { html, type Markup } from '../text/markup.ts'
import { direction } from './direction.ts'
import type { SiteContext } from './site-context.ts'
import { stylesheetDigest } from './stylesheet.ts'
import { renderTemplate, type View } from './template.ts'
import { type PAGE_FIELDS, TEMPLATES } from './templates.ts'
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
  const { language, root } = content
  const words = wordsFor(language)
  const item = (slug: string, title: string, itsLanguage: Markup) => ({
    title,
    url: `${root}${slug}/`,
    current: content.current === slug,
    itsLanguage,
  })
  const head = html`<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
${content.canonical !== undefined && html`<link rel="canonical" href="${content.canonical}">\n`}${content.head}<link rel="stylesheet" href="${root}style.css?${stylesheetDigest(context)}">
`
  const menu = sections.filter(({ slug }) => slug !== 'all').map(({ slug, title }) => item(slug, title, html``))
  const view: View<typeof PAGE_FIELDS> = {
    title: content.title,
    description: content.description,
    language,
    direction: direction(language),
    root,
    home: root === '' ? './' : root,
    site: site.title,
    // The front page is about the site itself: its name is the heading there.
    front: root === '',
    head,
    content: content.body,
    menu: sections.length > 1 ? [...menu, item('all', words.everything, speech(words, language))] : menu,
    words,
    ourLanguage: speech(words, language),
  }
  const templates = { ...TEMPLATES, ...theme?.templates }
  return renderTemplate(templates.page, view, templates).markup
}

/** For WebSub, where there is a hub that can fetch the page. */
export function hubLinks(hub: string | undefined, self: string): Markup | false {
  return hub !== undefined && html`<link rel="hub" href="${hub}">\n<link rel="self" href="${self}">\n`
}

/** The attributes of an element in our own words on a page in `language`. */
export function speech(words: Words, language: string): Markup {
  return words.language === language.split('-')[0]
    ? html``
    : html` lang="${words.language}" dir="${direction(words.language)}"`
}
