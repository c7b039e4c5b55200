import type { Entry, EntryDraft, EntryKey } from '../model/entry.ts'
import { bareWords } from '../text/plain.ts'
import { isToken } from '../text/url.ts'
import type { Aliases } from './rekey.ts'

/** Parameters that tell where on a site a link was followed, whatever their value. */
const PLACE = /^(?:ref|referr?er|from|src|source|via|origin|pos|position|rank|slot|zone|block)=/i

/** Dates of one piece: a day that one list gives, and the time that its page has. */
const MOST_APART_MS = 36 * 60 * 60 * 1000

/**
 * Finds the stored entries that unknown drafts of the same source are under a link that only says otherwise where it was
 * followed: `/mayor.html` became `/mayor.html?ref=home`. What several drafts would answer to is no proof. Pure.
 * @param drafts whose keys are unknown
 * @param stored entries of the source that the document does not name by their keys
 */
export function referredAliases(drafts: readonly EntryDraft[], stored: readonly Entry[]): Aliases {
  const entries = Map.groupBy(stored, pathAndTitle)
  const found = [...Map.groupBy(drafts, pathAndTitle)].flatMap(
    ([place, [draft, ...others]]): [EntryKey, EntryKey][] => {
      if (place === undefined || draft === undefined || others.length > 0) return []
      const same = (entries.get(place) ?? []).filter((entry) => isSamePiece(draft, entry))
      // Of doubles that were published before, the one that subscribers had first.
      const [first] = same.toSorted((a, b) => a.firstSeen - b.firstSeen)
      return first === undefined ? [] : [[draft.key, first.key]]
    },
  )
  return { ...byPathAlone(drafts, stored), ...Object.fromEntries(found) }
}

/**
 * Those of which their list says no title for sure, or more than what their entry is called: by their paths alone, where no other
 * has one.
 */
function byPathAlone(drafts: readonly EntryDraft[], stored: readonly Entry[]): Aliases {
  const entries = Map.groupBy(stored, pathNaming)
  return Object.fromEntries(
    [...Map.groupBy(drafts, pathNaming)].flatMap(([path, [draft, ...others]]): [EntryKey, EntryKey][] => {
      const [entry, ...more] = path === undefined ? [] : (entries.get(path) ?? [])
      if (draft === undefined || entry === undefined || others.length > 0 || more.length > 0) return []
      const isNamed = draft.titleIs !== undefined || says(draft, entry)
      return isNamed && isSamePiece(draft, entry) ? [[draft.key, entry.key]] : []
    }),
  )
}

/** Whether a draft says what an entry is called, by its article where its list said more: `Video | Mayor resigns`. */
function says({ title }: EntryDraft, entry: Entry): boolean {
  const [said, own] = [bareWords(title), bareWords(entry.title)]
  return own !== '' && said.includes(own)
}

/**
 * Whether two addresses of one piece are the same but for where it was followed, and for what a machine draws for each who
 * asks: `?id=5&visit=9f86d081884c7d65` and the next one. Which parameters these are is known by their values.
 */
export function differForReader(a: string, b: string): boolean {
  return differInPlace(a, b) || differInPlace(withoutDrawn(a, b), withoutDrawn(b, a))
}

/** An address without the parameters that are tokens in it, and other ones in the other. */
function withoutDrawn(url: string, other: string): string {
  const theirs = new Map(parametersOf(other).map((parameter) => [nameOf(parameter), parameter]))
  const kept = parametersOf(url).filter((parameter) => {
    const their = theirs.get(nameOf(parameter))
    if (their === undefined || their === parameter) return true
    return !isToken(drawnIn(parameter)) || !isToken(drawnIn(their))
  })
  const [, path = '', fragment = ''] = /^([^?#]*)(?:\?[^#]*)?(#.*)?$/s.exec(url) ?? []
  return `${path}?${kept.join('&')}${fragment}`
}

/** Whether an address still names a piece without what was drawn. */
function isNamedBesides(url: string, other: string): boolean {
  const rest = withoutDrawn(url, other)
  return (
    parametersOf(rest).some((parameter) => parameter !== '') ||
    !/\.(?:php\d?|aspx?|jsp|do|cgi|cfm|pl)$/.test(pathOf(rest))
  )
}

function parametersOf(url: string): readonly string[] {
  return /\?([^#]*)/s.exec(url)?.[1]?.split('&') ?? []
}

function nameOf(parameter: string): string {
  return parameter.split('=', 1)[0] ?? ''
}

function drawnIn(parameter: string): string {
  return parameter.slice(nameOf(parameter).length + 1)
}

/** Whether two addresses differ at most in parameters that one of them has not, or that say where it was followed. */
function differInPlace(a: string, b: string): boolean {
  if (barePath(a) !== barePath(b)) return false
  const [one, other] = [tellingOf(a), tellingOf(b)]
  return one.isSubsetOf(other) || other.isSubsetOf(one)
}

/** Another guid, or a date of another day, is another piece. */
function isSamePiece(draft: EntryDraft, entry: Entry): boolean {
  if (draft.urlKey === undefined || entry.urlKey === undefined) return false
  const isPlace = differInPlace(draft.urlKey, entry.urlKey)
  // What a machine drew may be the name of the piece: `/read.php?a=9f86d081884c7d65` says it nowhere else.
  if (!isPlace && !(isNamedBesides(draft.urlKey, entry.urlKey) && differForReader(draft.urlKey, entry.urlKey)))
    return false
  if (draft.guid !== undefined && entry.guid !== undefined && draft.guid !== entry.guid) return false
  const [date, before] = [draft.published, entry.published]
  if (date?.confidence !== 'high' || before?.confidence !== 'high') return true
  return Math.abs(date.at - before.at) <= MOST_APART_MS
}

/** Undefined where the path names nothing, as that of a front page. */
function pathAndTitle(entry: Pick<EntryDraft, 'urlKey' | 'title' | 'listedTitle'>): string | undefined {
  const { title, listedTitle = title } = entry
  const path = pathNaming(entry)
  return path === undefined ? undefined : `${path}\n${listedTitle}`
}

function pathNaming({ urlKey = '' }: Pick<EntryDraft, 'urlKey'>): string | undefined {
  const path = barePath(urlKey)
  return /\/.*[\p{L}\p{N}]/u.test(path) ? path : undefined
}

/** Without what a server adds, or no longer does: `/mayor.html` and `/mayor` are one page, and `/news//mayor`. */
function barePath(url: string): string {
  return pathOf(url)
    .replace(/(?<=[^:/])\/{2,}/g, '/')
    .replace(/(?<=[^/])(?:\.(?:[sx]?html?|php|aspx?|jsp)|\/index\.\w{2,5})$/i, '')
}

function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, '')
}

/** What beside the path may name the piece: the parameters of the query, and the fragment. */
function tellingOf(url: string): ReadonlySet<string> {
  const [, query = '', fragment = ''] = /^[^?#]*(?:\?([^#]*))?(#.*)?$/s.exec(url) ?? []
  return new Set([...query.split('&'), fragment].filter((part) => part !== '' && !PLACE.test(part)))
}
