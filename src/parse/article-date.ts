import { type ParsedDate, parseDate } from '../text/date.ts'
import type { Candidate } from './article-metadata.ts'
import { plainText } from './article-text.ts'
import type { PageDateOptions } from './page-date.ts'
import { type PageDocument, type PageElement, visibleText } from './page-dom.ts'

type Where = {
  /** The page's address: many say the day in it. */
  readonly url?: string
  readonly hints: PageDateOptions
  readonly document?: PageDocument
  readonly heading?: PageElement | undefined
  /** The date in the text around the heading; asked only when nothing better is known. */
  readonly around?: () => string | undefined
}

const dayMs = 24 * 60 * 60 * 1000

/**
 * The date that the page's claims make most likely, as written: the first in the chain that is a date. A claim that knows
 * only the day, or no zone, gives way to a later one that says the same and knows more.
 */
export function pickDate(claims: readonly Candidate<string>[], where: Where): Candidate<string> | undefined {
  const chain: Candidate<string>[] = [...claims]
  if (where.document !== undefined) chain.push(...timeElements(where.document, where.heading))
  const dates = chain.flatMap((claim) => {
    const date = parseDate(claim.value, where.hints)
    return date === undefined ? [] : [{ claim, date }]
  })
  const first = dates[0]
  if (first === undefined || first.date.precision === 'day') {
    const text = where.around?.()
    const date = text === undefined ? undefined : parseDate(text, where.hints)
    if (text !== undefined && date !== undefined) dates.push({ claim: { value: text, way: 'text' }, date })
  }
  const trusted = witnessed(dates, where.url) ?? dates[0]
  if (trusted === undefined) return undefined
  const finer = dates.find(({ date }) => knowsMore(date, trusted.date))
  return (finer ?? trusted).claim
}

type Dated = { readonly claim: Candidate<string>; readonly date: ParsedDate }

/** Where the first claim is days away from the day in the address, and a later one is not, the later is right. */
function witnessed(dates: readonly Dated[], url: string | undefined): Dated | undefined {
  const [, year, month, day] = /\/((?:19|20)\d\d)[/-]?(\d\d?)[/-]?(\d\d?)\//.exec(url ?? '') ?? []
  if (year === undefined || Number(month) > 12 || Number(day) > 31) return undefined
  const noon = Date.UTC(Number(year), Number(month) - 1, Number(day), 12)
  const agrees = ({ date }: Dated) => Math.abs(date.at - noon) <= 1.6 * dayMs
  const first = dates[0]
  return first === undefined || agrees(first) ? undefined : dates.find(agrees)
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

/** `time[datetime]` of the article: marked as its publication, then nearest to the heading, then the only one. */
function timeElements(document: PageDocument, heading: PageElement | undefined): readonly Candidate<string>[] {
  const times = [
    ...document.querySelectorAll(
      'time[datetime], time, [data-timestamp], [data-published], [data-publish-date], relative-time[datetime]',
    ),
  ]
    .slice(0, 200)
    .filter((element) => element.closest('[class*="related" i], [class*="comment" i], aside, footer, nav') === null)
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
  return [...new Set(chosen)].flatMap((element) => {
    const value = plainText(
      element.getAttribute('datetime') ??
        element.getAttribute('data-timestamp') ??
        element.getAttribute('data-published') ??
        element.getAttribute('data-publish-date') ??
        visibleText(element, 100),
    )
    return value === '' ? [] : [{ value, way: 'time' as const }]
  })
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
