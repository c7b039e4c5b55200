import type { Edition, EditionEntry } from '../model/edition.ts'
import { type Markup, html } from '../text/markup.ts'
import { shortened } from './clean-text.ts'
import { rfc3339 } from './date-format.ts'
import type { DateWords } from './date-words.ts'
import { direction } from './direction.ts'
import { says } from './page-frame.ts'
import type { Words } from './words.ts'

/** How many bytes of stories a page shows with their summaries; those after it are headlines. */
const FULL_STORIES_BYTES = 27_000

/** Longer texts are in the feeds; a page shows what one reads at a glance. */
const MAX_SUMMARY = 420
const MAX_HEADLINE = 300

/** The entries under a heading for each day, in the edition's order. */
export function days(edition: Edition, dates: DateWords, words: Words): Markup {
  const anchors = new Set<string>()
  let markup = ''
  let today = ''
  let bytes = 0
  for (const entry of edition.entries) {
    const day = dates.day(entry.published.at)
    if (day !== today) {
      markup += `${today === '' ? '' : '</section>\n'}${html`<section class="day">\n<h2>${day}</h2>\n`.markup}`
      today = day
    }
    const next = (bytes > FULL_STORIES_BYTES ? brief : story)(entry, {
      anchor: anchorOf(entry.id, anchors),
      language: edition.language,
      time: dates.time(entry.published.at),
      words,
    }).markup
    bytes += Buffer.byteLength(next)
    markup += next
  }
  return { markup: `${markup}</section>\n` }
}

type StoryOptions = {
  readonly anchor: string
  readonly language: string
  readonly time: string
  readonly words: Words
}

/** An entry's headline, source and time, and nothing else: for the far end of a long page. */
function brief(entry: EditionEntry, { anchor, language, time, words }: StoryOptions): Markup {
  return html`<article id="${anchor}"${towards(entry)}>
<h3 dir="auto"${spoken(entry, language)}>${titleLink(entry)}</h3>
<p class="meta"><bdi class="source">${entry.source.name}</bdi> · <time dir="auto" datetime="${rfc3339(entry.published)}">${time}</time></p>
${alsoReported(entry, language, words)}</article>
`
}

/** One entry, marked up as an h-entry (microformats.org). */
function story(entry: EditionEntry, { anchor, language, time, words }: StoryOptions): Markup {
  // Many feeds give their own name as every entry's author: it stands there already.
  const authors = entry.authors.flatMap(({ name }) => (name === entry.source.name ? [] : [name])).join(', ')
  return html`<article class="h-entry" id="${anchor}"${towards(entry)}>
${entry.image !== undefined && html`<img class="u-photo" src="${entry.image}" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer" width="160" height="107">\n`}${headline(entry, language)}<p class="meta">${sourceName(entry)} · ${when(entry, time)}${
    authors !== '' && html` · <span class="p-author" dir="auto">${authors}</span>`
  }</p>
${entry.summary !== undefined && html`<p class="p-summary" dir="auto"${spoken(entry, language)}>${shortened(entry.summary, MAX_SUMMARY)}</p>\n`}${media(entry, words)}${alsoReported(entry, language, words)}</article>
`
}

function alsoReported({ also }: EditionEntry, language: string, words: Words): Markup {
  if (also.length === 0) return html``
  return html`<details class="also"><summary>${says(words, language, html`${words.also(also.length)}`)}</summary>
<ul>
${also.map(
  (other) =>
    html`<li${other.language !== undefined && html` lang="${other.language}"`}><a href="${other.url}" rel="external" dir="auto">${other.title}</a> — <bdi>${other.source}</bdi></li>\n`,
)}</ul></details>
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

export function headline(entry: EditionEntry, language: string): Markup {
  return html`<h3 class="p-name" dir="auto"${spoken(entry, language)}>${titleLink(entry, html` class="u-url" rel="external"`)}</h3>
`
}

function titleLink({ url, title }: EditionEntry, attributes = html``): Markup {
  const text = shortened(title, MAX_HEADLINE)
  return url === undefined ? html`${text}` : html`<a${attributes} href="${url}">${text}</a>`
}

export function sourceName({ source }: EditionEntry): Markup {
  return source.url === undefined
    ? html`<bdi class="source">${source.name}</bdi>`
    : html`<a class="source" href="${source.url}" rel="external"><bdi>${source.name}</bdi></a>`
}

export function when(entry: EditionEntry, text: string): Markup {
  return html`<time class="dt-published" dir="auto" datetime="${rfc3339(entry.published)}">${text}</time>`
}

/** The direction of an entry whose language is known, so that its whole block is mirrored; else each text's own. */
export function towards(entry: EditionEntry): Markup {
  return entry.language === undefined ? html`` : html` dir="${direction(entry.language)}"`
}

/** The language of an entry's text where it is not the page's. */
export function spoken(entry: EditionEntry, language: string): Markup {
  return entry.language === undefined || entry.language === language ? html`` : html` lang="${entry.language}"`
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
