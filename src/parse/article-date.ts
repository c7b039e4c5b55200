import { type ParsedDate, parseDate } from '../text/date.ts'
import { isOfMessage } from './article-comments.ts'
import type { Candidate } from './article-metadata.ts'
import { type DateAround, isApart, isCalledToday, isOfSite, isToday } from './article-date-around.ts'
import { isBeside } from './article-surroundings.ts'
import { plainText } from './article-text.ts'
import { labelledParts, type PageDateOptions, rfc3339, saysUpdated } from './page-date.ts'
import { closestThat, type PageDocument, type PageElement, visibleText } from './page-dom.ts'

type Where = {
  /** The page's address: many say the day in it. */
  readonly url?: string
  readonly hints: PageDateOptions
  readonly document?: PageDocument
  readonly heading?: PageElement | undefined
  /** What people seem to have written below: no date in it is the article's. */
  readonly messages?: readonly PageElement[]
  /** Claims that are worth less than what a reader sees. */
  readonly weak?: readonly Candidate<string>[]
  /** Whether the first claim is of the page, which a template may date, and not of an article. */
  readonly isPageDated?: boolean
  /** Other dates of the page: they tell in which zone it writes. */
  readonly witnesses?: readonly ParsedDate[]
  /** The date in the text around the heading; asked only when nothing better is known. */
  readonly around?: () => DateAround | undefined
}

/** `isDoubtful`: it is the time of a change, or of today, where the page tells no other. */
export type DateClaim = Candidate<string> & { readonly isDoubtful?: boolean }

const dayMs = 24 * 60 * 60 * 1000

/**
 * The date that the page's claims make most likely, as written: the first in the chain that is a date. A claim that knows
 * only the day, or no zone, gives way to a later one that says the same and knows more; what the reader sees is the last.
 */
export function pickDate(claims: readonly Candidate<string>[], where: Where): DateClaim | undefined {
  const chain: DateClaim[] = claims.map(({ value, way }) => ({ value: withPlus(value), way }))
  const times =
    where.document === undefined ? undefined : timeElements(where.document, where.heading, where.messages ?? [])
  chain.push(...(times?.claims ?? []))
  const dated = (claim: DateClaim): readonly Dated[] => {
    const date = parseDate(claim.value, where.hints)
    if (date === undefined) return []
    return [{ claim: isFarAhead(date, where.hints.now) ? { ...claim, isDoubtful: true } : claim, date }]
  }
  const seen = where.isPageDated === true ? seenApart(chain.flatMap(dated)[0]?.date, where) : undefined
  const dates = [...(seen === undefined ? chain : [seen, ...chain.slice(1), ...chain.slice(0, 1)])].flatMap(dated)
  const first = dates[0]
  if (first === undefined || first.date.precision !== 'instant' || first.claim.isDoubtful) {
    const { text = '', isDoubtful = false } = where.around?.() ?? {}
    const apart = (times?.apart ?? []).flatMap(dated).map(({ claim, date }) => {
      const isDoubtful = claim.isDoubtful || isToday(date, where.hints.now)
      return { claim: { ...claim, isDoubtful }, date }
    })
    dates.push(...dated({ value: text, way: 'text', isDoubtful }), ...apart, ...(where.weak ?? []).flatMap(dated))
  }
  const doubt = ({ claim, date }: Dated) =>
    Number(claim.isDoubtful ?? false) + Number(isFarAhead(date, where.hints.now))
  dates.sort((a, b) => doubt(a) - doubt(b))
  const trusted = witnessed(dates, where.url) ?? dates[0]
  if (trusted === undefined) return dateInAddress(where.url)
  // The time of a change on the same day is not that of publication.
  const finest = dates.find(({ claim, date }) => !claim.isDoubtful && knowsMore(date, trusted.date)) ?? trusted
  return inPagesZone(finest, [...dates.map(({ date }) => date), ...(where.witnesses ?? [])])
}

/** The date that a reader sees, where it is sure and days away from that of a page. */
function seenApart(page: ParsedDate | undefined, { around, hints }: Where): DateClaim | undefined {
  const { text = '', isDoubtful = true } = around?.() ?? {}
  const date = isDoubtful ? undefined : parseDate(text, hints)
  if (page === undefined || date === undefined || isFarAhead(date, hints.now)) return undefined
  return Math.abs(date.at - page.at) > 3 * dayMs ? { value: text, way: 'text' } : undefined
}

/** Articles are dated ahead by a day or a week, and not by a month: that is what a machine puts where it knows none. */
const mostAhead = 31 * dayMs

function isFarAhead({ at }: ParsedDate, now: number | undefined): boolean {
  return now !== undefined && at > now + mostAhead
}

/** `2026-03-09T08:00:00 07:00`: a plus that was read as a space on the way through a form. */
function withPlus(value: string): string {
  return value.replace(/(T\d\d:\d\d(?::\d\d(?:\.\d+)?)?) (\d\d:?\d\d)$/, '$1+$2')
}

/**
 * A clock time without a zone is meant in the zone that the page writes its other dates with. Greenwich there says only
 * what the machine keeps its dates in.
 */
function inPagesZone({ claim, date }: Dated, others: readonly ParsedDate[]): DateClaim {
  if (date.precision !== 'minute') return claim
  const zone = others.find(({ precision, offsetMinutes }) => precision === 'instant' && Boolean(offsetMinutes))
  if (zone?.offsetMinutes === undefined) return claim
  const wall = date.at + (date.offsetMinutes ?? 0) * 60_000
  const at = wall - zone.offsetMinutes * 60_000
  return {
    value: rfc3339({ ...date, at, offsetMinutes: zone.offsetMinutes }),
    way: claim.way,
    isDoubtful: claim.isDoubtful ?? false,
  }
}

/** What is left where nothing on the page is a date: the day in its address. */
function dateInAddress(url: string | undefined): Candidate<string> | undefined {
  const day = dayIn(url)
  return day === undefined ? undefined : { value: new Date(day).toISOString().slice(0, 10), way: 'url' }
}

type Dated = { readonly claim: DateClaim; readonly date: ParsedDate }

/** Where the first claim is days away from the day in the address, and a later one is not, the later is right. */
function witnessed(dates: readonly Dated[], url: string | undefined): Dated | undefined {
  const day = dayIn(url)
  if (day === undefined) return undefined
  const noon = day + dayMs / 2
  const agrees = ({ date }: Dated) => Math.abs(date.at - noon) <= 1.6 * dayMs
  const first = dates[0]
  return first === undefined || agrees(first) ? undefined : dates.find(agrees)
}

/** The beginning of the day that an address names: `/2026/03/09/`, `/20260309/`. */
function dayIn(url: string | undefined): number | undefined {
  const path = URL.parse(url ?? '')?.pathname ?? ''
  const [, year, month, day] = /\/((?:19|20)\d\d)([/-]?)(\d\d?)\2(\d\d?)(?:\/|$)/.exec(path)?.toSpliced(2, 1) ?? []
  if (year === undefined || Number(year) < 1995) return undefined
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day))
  const date = new Date(at)
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) ? at : undefined
}

/** Whether `date` says what `than` says, with the time or the zone that `than` lacks. */
function knowsMore(date: ParsedDate, than: ParsedDate): boolean {
  if (than.precision === 'instant' || date.precision === 'day') return false
  if (than.precision === 'minute' && date.precision === 'minute') return false
  // A day without a zone begins up to 14 hours before or after the one in Greenwich.
  const distance = date.at - than.at
  if (than.precision === 'day') return distance > -0.6 * dayMs && distance < 1.6 * dayMs
  // The same clock time, seen from some zone on Earth.
  return Math.abs(distance) <= 14 * 60 * 60 * 1000 && Math.abs(distance) % (15 * 60 * 1000) < 60 * 1000
}

/**
 * `time[datetime]` of the article: marked as its publication, then nearest to the heading, then the only one. What stands above
 * the heading and apart from it may be the site's.
 */
function timeElements(
  document: PageDocument,
  heading: PageElement | undefined,
  messages: readonly PageElement[],
): { readonly claims: readonly DateClaim[]; readonly apart: readonly DateClaim[] } {
  // The foot of the article itself may be where it is dated.
  const isElsewhere = (box: PageElement): boolean =>
    isBeside(box) && !(box.localName === 'footer' && heading !== undefined && box.closest('article')?.contains(heading))
  const times = [
    ...document.querySelectorAll(
      'time[datetime], time, [data-timestamp], [data-date-time], [data-published], [data-publish-date], relative-time[datetime], abbr[title], span[title]',
    ),
  ]
    .filter((element) => element.localName === 'time' || machineTime(element) !== undefined)
    .slice(0, 200)
    .filter((element) => closestThat(element, isElsewhere) === null && !isCalledToday(element))
    .filter((element) => !isOfMessage(element, heading, document))
    .filter((element) => !messages.some((message) => message.contains(element)))
    .filter((element) => !standsBefore(element, heading, document) || !isOfSite(element, saysTime(element), heading))
  const marked = times.filter((element) =>
    /pubdate|publish|entry-date|posted|created/i.test(
      `${element.className} ${element.hasAttribute('pubdate') ? 'pubdate' : ''} ${element.getAttribute('itemprop') ?? ''}`,
    ),
  )
  const near = heading === undefined ? [] : times.filter((element) => sharesContainer(element, heading))
  const chosen = [
    ...marked.filter((element) => near.includes(element)),
    ...near,
    ...(times.length === 1 ? times : []),
    ...(marked.length === 1 ? marked : []),
  ]
  const distinct = [...new Set(chosen)]
  // What is marked as the time of a change is no time of publication while there is another.
  const ordered = [...distinct.filter((element) => !isOfUpdate(element)), ...distinct.filter(isOfUpdate)]
  const isAbove = (element: PageElement) =>
    heading !== undefined &&
    !marked.includes(element) &&
    standsBefore(element, heading, document) &&
    isApart(element, heading)
  return {
    claims: ordered.filter((element) => !isAbove(element)).flatMap(claimsOf),
    apart: ordered.filter(isAbove).flatMap(claimsOf),
  }
}

function claimsOf(element: PageElement): readonly DateClaim[] {
  const shown = visibleText(element, 100)
  const said = labelledParts(plainText(shown))
  const value = plainText(machineTime(element) ?? said.find((part) => !saysUpdated(part)) ?? shown)
  // Machines are told the day, readers the time too: `<time datetime="2026-03-09">08:30</time>`.
  const clock = /^\d{4}-\d\d-\d\d$/.test(value) ? clockIn.exec(plainText(shown))?.[0] : undefined
  const values = clock === undefined ? [value] : [`${value} ${clock}`, value]
  return values
    .filter((each) => each !== '')
    .map((each) => ({ value: each, way: 'time' as const, isDoubtful: isOfUpdate(element) }))
}

/** `08:30`, `8.30 WIB`, `8h30`, `9:02 p.m.` */
const clockIn =
  /(?<![\p{Nd}.:/-])\p{Nd}{1,2}(?::\p{Nd}{2}){1,2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,5}(?!\p{L}))?|(?<![\p{Nd}.:/-])\p{Nd}{1,2}[.h]\p{Nd}{2}(?![\p{Nd}./-])(?:\s+(?:Uhr|[A-Z]{2,5})(?!\p{L}))?/u

/** Whether an element stands before the heading; where there is none, any does. */
function standsBefore(element: PageElement, heading: PageElement | undefined, { elements }: PageDocument): boolean {
  return heading === undefined || elements.indexOf(element) < elements.indexOf(heading)
}

const timeAttributes = ['datetime', 'data-date-time', 'data-timestamp', 'data-published', 'data-publish-date']

/** The time that an element says for machines. Microformats have it in a title: `<abbr class="published" title="2026-03-09T08:00:00Z">`. */
export function machineTime(element: PageElement): string | undefined {
  const name = timeAttributes.find((attribute) => element.hasAttribute(attribute))
  if (name !== undefined) return element.getAttribute(name) ?? undefined
  const title = element.getAttribute('title')
  return title !== null && /^\s*\d{4}-\d\d-\d\dT\d\d:\d\d/.test(title) ? title : undefined
}

function saysTime(element: PageElement): boolean {
  return /\d:\d\d/.test(`${machineTime(element) ?? ''} ${visibleText(element, 100)}`)
}

function isOfUpdate(element: PageElement): boolean {
  if (/updat|modif/i.test(`${element.className} ${element.getAttribute('itemprop') ?? ''}`))
    return !/publish/i.test(element.className)
  const before = element.previousSibling?.textContent ?? ''
  return saysUpdated(before.slice(-40)) || saysUpdated(visibleText(element, 40).slice(0, 40))
}

/** Whether both are in one header or one article, with no other heading of an article between them. */
function sharesContainer(element: PageElement, heading: PageElement): boolean {
  let container = heading.parentElement
  for (let level = 0; level < 4 && container !== null && container.localName !== 'body'; level++) {
    if (container.contains(element)) {
      const inner = element.closest('article, li')
      return inner === null || inner.contains(heading)
    }
    container = container.parentElement
  }
  return false
}
