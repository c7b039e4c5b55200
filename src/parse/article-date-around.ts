import { afterLead } from './article-author.ts'
import { isOfMessage } from './article-comments.ts'
import { isDatedLink, isDatedPointer } from './article-related.ts'
import type { Surroundings } from './article-surroundings.ts'
import { type ParsedDate, parseDate } from '../text/date.ts'
import {
  findPageDate,
  labelledParts,
  type PageDate,
  type PageDateOptions,
  saysPublished,
  saysUpdated,
  timeAlone,
} from './page-date.ts'
import { closestThat, type PageDocument, type PageElement } from './page-dom.ts'
import type { Line } from './page-lines.ts'

/** A date as written; doubtful, where it is that of a change, or of the day on which the page was read. */
export type DateAround = { readonly text: string; readonly isDoubtful: boolean }

type Found = DateAround & {
  readonly score: number
  readonly at: number
  readonly isToday: boolean
  readonly hasTime: boolean
  readonly element: PageElement
  /** That nothing else stands in its line. */
  readonly isBare: boolean
  /** Whether it says that it is of publication, or who wrote what it is of. */
  readonly isLabelled: boolean
  /** A word and a colon before it, which do not say that it is of publication: `Hearing: 9 December`. */
  readonly isOfSomething: boolean
}

const dateNames = /date|time|tanggal|waktu|publish|posted|fecha|datum|zeit|heure|data|дата|byline|meta|info/i

/**
 * The date written nearest to the heading. A full line of prose is none: it may name any day. Nor is what the site shows as
 * today's date in the page's header: what stands above the heading gives way to an earlier date below it, and where it is
 * alone, apart from the heading and of today, it is doubtful.
 */
export function findDateAround(
  surroundings: Surroundings,
  options: PageDateOptions,
  document: PageDocument,
): DateAround | undefined {
  const { heading } = surroundings
  const isOfArticle = ({ element, isLabelled }: Found): boolean =>
    isLabelled || !isOfMessage(element, heading, document)
  const below = best(datesIn(surroundings.after, 1, heading, options).filter(isOfArticle))
  const above = best(datesIn(surroundings.before, 0, heading, options))
  if (above === undefined) return below
  if (below !== undefined) {
    const isEarlier = !below.isDoubtful && above.at - below.at >= (below.hasTime ? 60_000 : dayMs)
    return isEarlier || below.score <= above.score ? below : above
  }
  return { ...above, isDoubtful: above.isDoubtful || (above.isToday && isApart(above.element, heading)) }
}

const dayMs = 24 * 60 * 60 * 1000
/** Characters of a line that is of the text. */
const prose = 80
/** Later than this after now, a date is of what is to come. */
const mostAhead = 1.5 * dayMs

function datesIn(
  lines: readonly Line[],
  side: number,
  heading: PageElement | undefined,
  options: PageDateOptions,
): readonly Found[] {
  return lines.flatMap(({ text: line, element }, distance): readonly Found[] => {
    if (line.length > 200) return []
    const found = labelledParts(line)
      .map((part) => ({ part, date: findPageDate(part, options) }))
      .filter(({ date }) => date !== undefined)
    const { part: text, date } = found.find(({ part }) => !saysUpdated(part)) ?? found[0] ?? {}
    if (text === undefined || date === undefined || isProse(text, date.text, options)) return []
    if (isCalledToday(element) || isDatedLink(element, date.text, heading)) return []
    const isBehindText = side === 1 && lines.slice(0, distance).some((before) => before.text.length >= prose)
    if (isDatedPointer(element, line, date.text, isBehindText)) return []
    if (side === 0 && (isOfSite(element, date.hasTime, heading) || weather.test(line))) return []
    const ahead = lines[side === 1 ? distance - 1 : distance + 1]?.text ?? ''
    // A label on a line of its own; one with a date is of that.
    const isLabel = ahead.length < 25 && findPageDate(ahead, options) === undefined
    const isUpdate = saysUpdated(text) || (isLabel && saysUpdated(ahead))
    const isPublish = saysPublished(text) || (isLabel && saysPublished(ahead))
    const named =
      dateNames.test(`${element.className} ${element.id} ${element.parentElement?.className ?? ''}`) ||
      element.localName === 'time'
    const inHeader = element.closest('header') !== null && side === 0
    const whole = withTime(date, [lines[distance + 1]?.text ?? '', lines[distance - 1]?.text ?? ''], options)
    const parsed = parseDate(whole, options)
    const at = parsed?.at ?? Number.NaN
    const isAhead = options.now !== undefined && at > options.now + mostAhead
    const score =
      distance * 2 +
      side +
      (date.hasTime ? 0 : 4) +
      (named ? 0 : 3) +
      (text.length > date.text.length + 50 ? 4 : 0) +
      (inHeader ? 8 : 0) +
      (isUpdate ? 20 : 0) +
      (isAhead ? 20 : 0) -
      (isPublish && !isUpdate ? 6 : 0)
    return [
      {
        text: whole,
        at,
        isToday: parsed !== undefined && isToday(parsed, options.now),
        score,
        element,
        hasTime: date.hasTime || whole !== date.text,
        isDoubtful: isUpdate,
        isBare: line.length <= date.text.length + 4,
        isLabelled: isPublish || isUpdate || afterLead(line) !== undefined,
        isOfSomething: !isPublish && !isUpdate && /^\p{L}[^:：\p{Nd}]{2,40}[:：]\s/u.test(text),
      },
    ]
  })
}

/** The most likely one. A date of something (`Hearing: …`) gives way to one close to it that stands for itself and is earlier. */
function best(dates: readonly Found[]): Found | undefined {
  const first = dates.reduce<Found | undefined>(
    (likeliest, date) => (likeliest === undefined || date.score < likeliest.score ? date : likeliest),
    undefined,
  )
  if (first === undefined || !first.isOfSomething) return first
  const plain = dates.find(
    ({ isBare, isDoubtful, hasTime, at, score }) =>
      isBare && !isDoubtful && at < first.at && (hasTime || !first.hasTime) && score <= first.score + 12,
  )
  return plain ?? first
}

/** Themes write the day and the time in an element each. */
function withTime(date: PageDate, neighbours: readonly string[], options: PageDateOptions): string {
  const time = date.hasTime ? undefined : neighbours.find((text) => timeAlone.test(text))
  const both = time === undefined ? undefined : findPageDate(`${date.text} ${time}`, options)
  return both?.hasTime === true ? both.text : date.text
}

/** Whether a date is of the day of `now`, by its own clock. */
export function isToday({ at, offsetMinutes = 0 }: ParsedDate, now: number | undefined): boolean {
  const dayOf = (instant: number) => Math.floor((instant + offsetMinutes * 60_000) / dayMs)
  return now !== undefined && dayOf(at) === dayOf(now)
}

/** Whether an element stands in none of the boxes around the heading but the page's. */
export function isApart(element: PageElement, heading: PageElement | undefined): boolean {
  const box = heading === undefined ? null : closestThat(element, (around) => around.contains(heading))
  return box === null || /^(?:html|body|table|tbody)$/.test(box.localName) || heading?.parentElement !== box
}

/** A line of a masthead tells the weather beside the day. */
const weather = /\p{Nd}\s*°|°\s*[CF]\b|\p{Nd} degrees/u

/**
 * Whether a date before the heading is the site's, which shows today's on every page: in a header that is not the article's,
 * or in a block above the article that is called a masthead or holds what mastheads do. A header inside the article is one of
 * the site's too when it tells a day only.
 */
export function isOfSite(element: PageElement, hasTime: boolean, heading: PageElement | undefined): boolean {
  if (heading === undefined) return closestThat(element, isCalledMasthead) !== null
  const header = element.closest('header')
  if (header !== null && !header.contains(heading)) return !hasTime || header.closest('article, main') === null
  let block = element
  let isNamed = isCalledMasthead(block)
  while (block.parentElement !== null && !block.parentElement.contains(heading)) {
    block = block.parentElement
    isNamed ||= isCalledMasthead(block)
  }
  if (block.contains(heading) || closestThat(block, isOfArticle) !== null) return false
  return isNamed || block.querySelector('nav, form, a[href="/"], [class*="logo" i], [id*="logo" i]') !== null
}

/** No clock: pictures of one stand before the dates of articles. */
const namesOfToday =
  /(?:^|[\s_-])(?:today|current[_-]?date|date[_-]?(?:today|now)|hari[_-]?ini|live[_-]?(?:date|clock)|server[_-]?(?:date|time))(?:$|[\s_-])/i

/** Whether an element is called what shows today's date. */
export function isCalledToday({ className, id }: PageElement): boolean {
  return namesOfToday.test(`${className} ${id}`)
}

const namesOfMastheads =
  /(?:^|[\s_-])(?:masthead|top-?(?:bar|nav|line|head|header|menu|info|date)|(?:site|page|main|global)[_-]?(?:head|header|top|nav)|nav-?bar|navigation|menu|ticker|head|header|top)(?:$|[\s_-])/i

function isCalledMasthead(element: PageElement): boolean {
  return isCalledToday(element) || namesOfMastheads.test(`${element.className} ${element.id}`)
}

const namesOfArticles =
  /(?:^|[\s_-])(?:article|post|story|entry|detail|single|content|news|blog|title|berita|artikel|noticia|hentry)(?:$|[\s_-])/i

function isOfArticle({ localName, className, id }: PageElement): boolean {
  if (/^(?:article|main)$/.test(localName)) return true
  // WordPress calls the whole page `single post`.
  return !/^(?:html|body)$/.test(localName) && namesOfArticles.test(`${className} ${id}`)
}

/** Whether a date is only mentioned in its line: much else is said there, or a sentence. Marks part a line that is no sentence. */
function isProse(line: string, date: string, options: PageDateOptions): boolean {
  const part = line.split(/\s*[|•·]\s*/u).find((own) => findPageDate(own, options) !== undefined) ?? line
  const rest = part.length - (part === line ? date : (findPageDate(part, options)?.text ?? '')).length
  return rest > 90 || (rest > 40 && /[.。!?…]["'”»]?$/u.test(part))
}
