import { z } from 'zod'
import {
  baseUrl,
  contact,
  count,
  countOrOff,
  cron,
  duration,
  durationOrOff,
  expression,
  gap,
  headers,
  idBase,
  language,
  line,
  lineOrOff,
  oneOf,
  onOff,
  outline,
  privateAddress,
  quietHours,
  reader,
  selector,
  serviceUrl,
  shareOrOff,
  storeAddress,
  timezone,
  words,
} from './values.ts'

// Every key an operator may write, and what may stand there. Keys keep their names in what comes out; durations are
// milliseconds, `off` is Infinity where a number is meant. docs/configuration.md explains each (a test holds the two together).

/** How a source is polled and published: for all (`site.yaml`), for a section, or for one source; the nearest wins. */
export const defaultsShape = {
  every: duration.exactOptional(),
  maxEvery: duration.exactOptional(),
  publish: oneOf(['title', 'excerpt', 'full']).exactOptional(),
  excerpt: count(1).exactOptional(),
  credit: lineOrOff.exactOptional(),
  images: oneOf(['none', 'link'], 'none').exactOptional(),
  futureDates: oneOf(['clamp', 'hold', 'drop']).exactOptional(),
  timezone: timezone.exactOptional(),
}

/** A list, even an empty one; what is in it is read one by one. */
const list = reader<readonly unknown[]>('a list', (value) => (Array.isArray(value) ? { value } : {}))

export const alertsShape = {
  webhook: serviceUrl.exactOptional(),
  mail: contact.exactOptional(),
  command: line.exactOptional(),
  quiet: quietHours.exactOptional(),
  perDay: countOrOff.exactOptional(),
}

export const notifyShape = {
  url: serviceUrl,
  on: z
    .array(oneOf(['published', 'updated', 'retracted']))
    .min(1)
    .exactOptional(),
  secret: line.exactOptional(),
}

export const siteShape = {
  title: line.exactOptional(),
  url: baseUrl.exactOptional(),
  idBase: idBase.exactOptional(),
  contact: contact.exactOptional(),
  language: language.exactOptional(),
  timezone: timezone.exactOptional(),
  retention: duration.exactOptional(),
  store: storeAddress.exactOptional(),
  hostGap: gap.exactOptional(),
  hub: serviceUrl.exactOptional(),
  alerts: z.strictObject(alertsShape).exactOptional(),
  notify: z.array(z.strictObject(notifyShape)).exactOptional(),
  allowPrivate: z.array(privateAddress).exactOptional(),
  defaults: z.strictObject(defaultsShape).exactOptional(),
}

/** What `gate` and `backfill` may hold; they may be a word as well: `read-section.ts` looks which. */
export const gateShape = { min: count(0).exactOptional(), collapse: shareOrOff.exactOptional() }
export const backfillShape = {
  within: duration.exactOptional(),
  perSource: count(0).exactOptional(),
  total: count(0).exactOptional(),
}

export const fromList = z.array(line).min(1)

/** Its unknown ones are read one by one by `read-section.ts`, so that a mistake in one hides none in another. */
export const sectionShape = {
  title: line.exactOptional(),
  description: line.exactOptional(),
  language: language.exactOptional(),
  limit: count(1).exactOptional(),
  perDay: countOrOff.exactOptional(),
  schedule: cron.exactOptional(),
  gate: z.unknown().exactOptional(),
  backfill: z.unknown().exactOptional(),
  maxAge: durationOrOff.exactOptional(),
  defaults: z.strictObject(defaultsShape).exactOptional(),
  from: z.unknown().exactOptional(),
  sources: list.exactOptional(),
  rules: list.exactOptional(),
}

/** What every source may say of itself, whatever it is. */
export const sourceShape = {
  id: reader<string>('a name of letters, digits, dots, dashes and underscores', (value) =>
    typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(value) ? { value } : {},
  ).exactOptional(),
  name: line.exactOptional(),
  rank: count(1).exactOptional(),
  limit: countOrOff.exactOptional(),
  language: language.exactOptional(),
  fullText: onOff.exactOptional(),
  rights: line.exactOptional(),
  headers: headers.exactOptional(),
  dedupe: onOff.exactOptional(),
  opml: outline.exactOptional(),
  ...defaultsShape,
}

export const articleShape = {
  body: selector.exactOptional(),
  author: selector.exactOptional(),
  date: selector.exactOptional(),
  drop: z.array(selector).min(1).exactOptional(),
}

export const nextShape = { link: selector, pages: count(1) }

/** Only of pages: where things are. */
export const selectorsShape = {
  item: selector.exactOptional(),
  title: selector.exactOptional(),
  link: selector.exactOptional(),
  date: selector.exactOptional(),
  author: selector.exactOptional(),
  summary: selector.exactOptional(),
  image: selector.exactOptional(),
  next: z.strictObject(nextShape).exactOptional(),
  article: z.strictObject(articleShape).exactOptional(),
}

/** The key that holds a source's URL, and the kind of source that it makes. */
export const sourceKinds = { url: 'feed', page: 'page', sitemap: 'sitemap', list: 'list' } as const

export const ruleFields = ['title', 'text', 'author', 'category', 'link', 'source', 'language'] as const
export const ruleActions = ['drop', 'keep', 'only', 'boost'] as const

const fieldsShape = {
  title: words.exactOptional(),
  text: words.exactOptional(),
  author: words.exactOptional(),
  category: words.exactOptional(),
  link: words.exactOptional(),
  source: words.exactOptional(),
  language: words.exactOptional(),
}

export const conditionShape = { ...fieldsShape, when: expression.exactOptional() }
export const boostShape = { ...conditionShape, by: duration }
