import type { EditionEntry } from '../model/edition.ts'
import { html, type Markup } from '../text/markup.ts'
import { shortened } from './clean-text.ts'
import { rfc3339 } from './date-format.ts'
import { direction } from './direction.ts'
import { speech } from './page-frame.ts'
import type { View } from './template.ts'
import type { ENTRY_FIELDS } from './templates.ts'
import type { Words } from './words.ts'

/** Longer texts are in the feeds; a page shows what one reads at a glance. */
const MAX_SUMMARY = 420
const MAX_LEAD = 220
const MAX_HEADLINE = 300

export type StoryOptions = {
  readonly anchor: string
  /** Of the page around it. */
  readonly language: string
  readonly time: string
  readonly words: Words
  readonly kind: 'whole' | 'brief' | 'lead'
}

/** One entry as templates show it. */
export function storyView(
  entry: EditionEntry,
  { anchor, language, time, words, kind }: StoryOptions,
): View<typeof ENTRY_FIELDS> {
  const { source, also, related, comments, image, summary } = entry
  // Many feeds give their own name as every entry's author: it stands there already.
  const authors = entry.authors.flatMap(({ name }) => (name === source.name ? [] : [name])).join(', ')
  const media = entry.enclosures.filter(({ type }) => /^(?:audio|video)\//.test(type ?? ''))
  const links = media.map(({ url, type }) => ({ url, label: `${words.listen} (${type})` }))
  if (comments?.url !== undefined) links.push({ url: comments.url, label: words.comments(comments.count) })
  const brief = kind === 'brief'
  return {
    anchor,
    title: shortened(entry.title, MAX_HEADLINE),
    url: entry.url,
    itsDirection: towards(entry),
    itsLanguage: spoken(entry.language, language),
    source: { name: source.name, url: source.url },
    time,
    datetime: rfc3339(entry.published),
    authors: authors || undefined,
    summary: brief || summary === undefined ? undefined : shortened(summary, kind === 'lead' ? MAX_LEAD : MAX_SUMMARY),
    // A picture that only http has would be a broken one: a page's own policy keeps it out (`img-src https:`).
    image: brief || !/^https:/i.test(image ?? '') ? undefined : image,
    categories: entry.categories.map(({ term, label }) => ({ name: label ?? term })),
    rights: entry.rights,
    links: brief ? [] : links,
    also:
      also.length === 0
        ? undefined
        : {
            label: words.also(also.length),
            reports: also.map((other) => ({
              title: other.title,
              url: other.url,
              source: other.source,
              itsLanguage: spoken(other.language, language),
            })),
          },
    related:
      kind !== 'whole' || related.length === 0
        ? undefined
        : { label: words.related, reports: related.map(({ title, url }) => ({ title, url })) },
    brief,
    lead: kind === 'lead',
    ourLanguage: speech(words, language),
  }
}

/** The direction of an entry whose language is known, so that its whole block is mirrored; else each text's own. */
function towards(entry: EditionEntry): Markup {
  return entry.language === undefined ? html`` : html` dir="${direction(entry.language)}"`
}

/** The language of a text where it is not the page's. */
function spoken(language: string | undefined, around: string): Markup {
  return language === undefined || language === around ? html`` : html` lang="${language}"`
}

/** The last part of an id (a hash) as a fragment, unique among those taken. */
export function anchorOf(id: string, taken: Set<string>): string {
  const base = `e-${id
    .replace(/^.*[:/]/, '')
    .replace(/[^\w-]/g, '')
    .slice(0, 40)}`
  let anchor = base
  for (let n = 2; taken.has(anchor); n += 1) anchor = `${base}-${n}`
  taken.add(anchor)
  return anchor
}
