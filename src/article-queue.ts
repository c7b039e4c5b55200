import { isExact, lookedAtOf } from './dedupe/late.ts'
import type { EntryKey, EntryToSave } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Source } from './model/source.ts'
import type { ArticleTask, SourceState } from './model/source-state.ts'
import type { Article } from './parse/page.ts'

/** Of a source's first document, which is mostly history; and of any other. */
const mostAtFirst = 20
const mostAtOnce = 50
const mostWaiting = 200
/** Entries of a source of which is remembered why their pages were not taken. */
const mostRefused = 200
const mostWhyChars = 120
export const attempts = 3
const minuteMs = 60_000
/** How long an article waits for a robots.txt that cannot be had: later it is no news. */
const mostBarredMs = 7 * 24 * 60 * minuteMs
/** Texts of a source that are remembered, so that a wall that always says the same is known. */
const mostTexts = 50

/** Whether a source's entries want the text of their own pages. */
export function wantsArticles(source: Source): boolean {
  return source.kind === 'page' || source.fullText
}

/**
 * The source's queue with new and changed entries added: it is saved in one commit with them, so that it survives whatever
 * they survive. Pure.
 */
export function queueArticles(
  source: Source,
  state: SourceState,
  entries: readonly EntryToSave[],
  at: Instant,
): Pick<SourceState, 'articles' | 'refused'> {
  if (!wantsArticles(source)) return {}
  const { articles = {}, refused: before, firstSuccessAt } = state
  const wanted = entries
    .filter(({ url }) => url !== undefined)
    .slice(0, firstSuccessAt === undefined ? mostAtFirst : mostAtOnce)
  // What was looked at without an entry is known now only: its date may come with its page.
  const lookedAt = (entry: EntryToSave): Instant | undefined =>
    entry.firstSeen === at ? lookedAtOf(state) : articles[entry.key]?.lookedAt
  const queue = {
    ...articles,
    ...Object.fromEntries(
      wanted.map((entry) => {
        const looked = isExact(entry.published) ? undefined : lookedAt(entry)
        return [entry.key, { failures: 0, after: 0, ...(looked === undefined ? {} : { lookedAt: looked }) }]
      }),
    ),
  }
  const waiting = Object.entries(queue)
  const pushedOut = waiting.slice(0, -mostWaiting).map(([key]) => [key, { why: 'too many waited', at }] as const)
  const refused = Object.entries({ ...before, ...Object.fromEntries(pushedOut) }).slice(-mostRefused)
  return {
    articles: Object.fromEntries(waiting.slice(-mostWaiting)),
    ...(pushedOut.length > 0 && { refused: Object.fromEntries(refused) }),
  }
}

/** What an earlier run was at when it was ended by force has failed once. Pure. */
export function cutOff(state: SourceState): SourceState {
  return Object.entries(state.articles ?? {}).reduce(
    (before, [key, { begun }]) =>
      begun === undefined ? before : postponed(before, key, 'Warta was ended while it was read', begun),
    state,
  )
}

/** What is remembered of an article that was not taken this time. Pure. */
export function without(state: SourceState, key: EntryKey, unread: Unread, now: Instant): SourceState {
  if (unread.status === 'dropped') return refused(state, key, unread.why, now)
  return unread.status === 'barred' ? barred(state, key, unread, now) : postponed(state, key, unread.why, now)
}

/** Of an article that was read: nothing waits, and nothing was refused. */
export function withoutTask(state: SourceState, key: EntryKey): SourceState {
  const { [key]: _, ...articles } = state.articles ?? {}
  const { [key]: __, ...others } = state.refused ?? {}
  const { refused: ___, ...rest } = state
  return { ...rest, articles, ...(Object.keys(others).length === 0 ? {} : { refused: others }) }
}

function refused(state: SourceState, key: EntryKey, why: string, at: Instant): SourceState {
  const rest = withoutTask(state, key)
  const all = { ...rest.refused, [key]: { why: why.slice(0, mostWhyChars), at } }
  return { ...rest, refused: Object.fromEntries(Object.entries(all).slice(-mostRefused)) }
}

/** Later each time, and in the end not at all: the source's own text stays. */
function postponed(state: SourceState, key: EntryKey, why: string, now: Instant): SourceState {
  const failures = (state.articles?.[key]?.failures ?? 0) + 1
  if (failures >= attempts) return refused(state, key, `${why}, ${attempts} times`, now)
  const after = now + 30 * minuteMs * 4 ** (failures - 1)
  const task = { failures, after, why: why.slice(0, mostWhyChars), ...keptOfTask(state, key) }
  return { ...state, articles: { ...state.articles, [key]: task } }
}

/**
 * RFC 9309 section 2.3.1.4: while a robots.txt cannot be had nothing is asked. The article has not failed by that, unless its
 * page was asked to learn it. In the end the source's own text stays.
 */
function barred(
  state: SourceState,
  key: EntryKey,
  { why, until, origin, wasAsked }: Barred,
  now: Instant,
): SourceState {
  const task = state.articles?.[key]
  const since = task?.barred?.since ?? now
  const failures = (task?.failures ?? 0) + (wasAsked ? 1 : 0)
  if (failures >= attempts) return refused(state, key, `${why}, ${attempts} times`, now)
  if (now - since >= mostBarredMs) return refused(state, key, `${why} for a week`, now)
  const waiting = {
    failures,
    after: Math.max(now, until),
    why: why.slice(0, mostWhyChars),
    barred: { origin, since },
    ...keptOfTask(state, key),
  }
  return { ...state, articles: { ...state.articles, [key]: waiting } }
}

function keptOfTask({ articles = {} }: SourceState, key: EntryKey): Pick<ArticleTask, 'lookedAt' | 'url'> {
  const { lookedAt, url } = articles[key] ?? {}
  return { ...(lookedAt === undefined ? {} : { lookedAt }), ...(url === undefined ? {} : { url }) }
}

/** What waits for an article is asked for at `url`, whatever the link of its entry is meanwhile. Pure. */
export function askedAt(state: SourceState, key: EntryKey, url: string): SourceState {
  const task = state.articles?.[key]
  return task === undefined ? state : { ...state, articles: { ...state.articles, [key]: { ...task, url } } }
}

/** Remembers what is said of a text that was taken, so that a wall that always says the same is known. */
export function withText(state: SourceState, text: string): SourceState {
  return { ...state, articleTexts: [...(state.articleTexts ?? []), text].slice(-mostTexts) }
}

/** Pages in a row without what a selector names, from which on it is believed to be dead: one may be of another kind. */
const leastUnmatched = 2

/** How many pages in a row have not had what the operator's selectors for articles name. Pure. */
export function weighSelectors(source: Source, state: SourceState, found: Article['found']): SourceState {
  const { body, date } = (source.kind === 'page' ? source.selectors.article : undefined) ?? {}
  const { unmatched: before = {}, ...rest } = state
  const given = Object.entries({ body, date }).filter(([, selector]) => selector !== undefined)
  const missed = given.filter(([field]) => found[field] !== 'selector')
  const unmatched = Object.fromEntries(missed.map(([field]) => [field, (before[field] ?? 0) + 1]))
  return missed.length === 0 ? rest : { ...rest, unmatched }
}

/** What is to be said of selectors for articles that match nothing any more. Pure. */
export function deadSelectors(source: Source, unmatched: SourceState['unmatched'] = {}): readonly string[] {
  const selectors = (source.kind === 'page' ? source.selectors.article : undefined) ?? {}
  return (['body', 'date'] as const).flatMap((field) => {
    const selector = selectors[field]
    if (selector === undefined || (unmatched[field] ?? 0) < leastUnmatched) return []
    return [`article.${field}: ${selector} matches nothing on the articles’ pages`]
  })
}

/** Why there is no article: not this one, not now, not before its site's robots.txt can be read. */
export type Barred = {
  readonly status: 'barred'
  readonly why: string
  readonly until: Instant
  readonly origin: string
  /** Whether a page of the article was asked before. */
  readonly wasAsked: boolean
}

/** Why there is no article this time. */
export type Unread =
  | {
      readonly status: 'dropped' | 'failed'
      readonly why: string
      /** The page could not be had at all: its address may be wrong. */
      readonly isMissing?: true
    }
  | Barred

/** Not this one. */
export function dropped(why: string): Unread {
  return { status: 'dropped', why }
}
