import { parseDate } from '../text/date.ts'
import { plainText } from './article-text.ts'
import {
  findPageDate,
  namesWeekday,
  type PageDate,
  type PageDateOptions,
  saysPublished,
  timeAlone,
} from './page-date.ts'
import { holdsNamed, namesOf, type PageElement, visibleText } from './page-dom.ts'
import { isOfOtherLine, textsBeside } from './listing-line.ts'
import { linesOf } from './page-lines.ts'

const anchorNames = namesOf('a')
const headingNames = namesOf('h1 h2 h3 h4 h5 h6 dt caption summary')
/** Siblings before an element that are looked at for its date. */
const mostBefore = 40
/** Siblings of the day over an element among which others like it are looked for. */
const mostSiblings = 200
/** Boxes around an element over which the day may stand. */
const mostLevels = 2
/** The date that stands over an element: the `dt` of a `dd`, the day over the entries of a day or over their list. */
export function dateOver(element: PageElement, hints: PageDateOptions): string | undefined {
  let before = element.previousElementSibling
  /** Of headings between that are no day: what stands under them is of no day over them. */
  let nearest = Number.POSITIVE_INFINITY
  for (let steps = 0; before !== null && steps < mostBefore; steps++, before = before.previousElementSibling) {
    const date = dateAlone(before, hints)
    if (date !== undefined && isOfOtherLine(before, element)) continue
    if (date !== undefined) return headingNames.has(before.localName) && nearest <= levelOf(before) ? undefined : date
    if (headingNames.has(before.localName) && !holdsNamed(before, anchorNames))
      nearest = Math.min(nearest, levelOf(before))
  }
  let box = element.parentElement
  for (let level = 0; level < mostLevels && box !== null && !/^(?:main|body)$/.test(box.localName); level++) {
    const over = nextBefore(box)
    const date = over === undefined ? undefined : dateAlone(over, hints)
    if (
      over !== undefined &&
      date !== undefined &&
      (headingNames.has(over.localName) || isOneOfDays(over, date, hints))
    )
      return date
    box = box.parentElement
  }
  return undefined
}

/** The date over an element with the time that stands in it: a list of one day tells the times alone. */
export function dayAndTime(element: PageElement, title: string, hints: PageDateOptions): string | undefined {
  const day = dateOver(element, hints)
  const date = day === undefined ? undefined : findPageDate(day, hints)
  return date === undefined ? day : withTimeIn(element, title, date, hints)
}

/** A date as written, with the time that stands in the element by itself where the date has none. */
export function withTimeIn(element: PageElement, title: string, date: PageDate, hints: PageDateOptions): string {
  const time = date.hasTime ? undefined : timeIn(element, title, hints)
  const both = time === undefined ? undefined : findPageDate(`${date.text} ${time}`, hints)
  return both?.hasTime === true ? both.text : date.text
}

/** 2 of an `h2`; what is no such heading is below them all. */
function levelOf({ localName }: PageElement): number {
  return /^h[1-6]$/.test(localName) ? Number(localName.slice(1)) : 7
}

/** More letters beside a date are a title. */
const mostBeside = 12
/** How far ahead of us a day may be by its own clock. */
const mostAheadMs = 36 * 60 * 60 * 1000

/** What an element says that is little more than a date, which is no day to come. */
function dateAlone(element: PageElement, hints: PageDateOptions): string | undefined {
  const said = dateAndRest(element, hints)
  if (said === undefined) return undefined
  const at = parseDate(said.date, hints)?.at
  if (at !== undefined && hints.now !== undefined && at > hints.now + mostAheadMs) return undefined
  return saysNoMore(said.rest, hints) || isOneOfMany(element, said, hints) ? said.date : undefined
}

type Said = { readonly date: string; readonly rest: string }

function dateAndRest(element: PageElement, hints: PageDateOptions): Said | undefined {
  if (element.localName === 'a' || holdsNamed(element, anchorNames)) return undefined
  const text = plainText(visibleText(element, 80))
  const date = text === '' || text.length > 60 ? undefined : findPageDate(text, hints)
  if (date === undefined || text.length - date.text.length > mostBeside) return undefined
  return { date: date.text, rest: text.replace(date.text, ' ').trim() }
}

/** Whether what stands beside a date is of the date: a day of the week, `today`, `published`, an article or a number. */
function saysNoMore(rest: string, hints: PageDateOptions): boolean {
  const words = rest.match(/[\p{L}\p{M}'’]+/gu) ?? []
  const isOfDate = (word: string) => word.length <= 3 || namesWeekday(word, hints)
  return words.every(isOfDate) || saysPublished(rest) || parseDate(words.join(' '), hints) !== undefined
}

/** Whether another beside it says the same of another day: `News of 26 November`, and not `Events of 1 December` alone. */
function isOneOfMany(element: PageElement, { date, rest }: Said, hints: PageDateOptions): boolean {
  return [...(element.parentElement?.children ?? [])].slice(0, mostSiblings).some((other) => {
    const said = other.localName === element.localName && other !== element ? dateAndRest(other, hints) : undefined
    return said !== undefined && said.rest === rest && said.date !== date
  })
}

/** The nearest before an element, among its siblings, that says anything. */
function nextBefore(element: PageElement): PageElement | undefined {
  let before = element.previousElementSibling
  for (let steps = 0; before !== null && steps < mostBefore; steps++, before = before.previousElementSibling)
    if (visibleText(before, 1) !== '') return before
  return undefined
}

/** Whether others of its make say other dates. One alone that is no heading may be the date of today. */
function isOneOfDays(element: PageElement, date: string, hints: PageDateOptions): boolean {
  const box = element.parentElement
  const boxes = [box, box?.previousElementSibling, box?.nextElementSibling]
  return boxes.some((each) =>
    [...(each?.children ?? [])].slice(0, mostBefore).some((other) => {
      const isLike = other.localName === element.localName && other.className === element.className
      const day = isLike && other !== element ? dateAlone(other, hints) : undefined
      return day !== undefined && day !== date
    }),
  )
}

/** The time that stands in an entry by itself, or beside its title. */
function timeIn(element: PageElement, title: string, hints: PageDateOptions): string | undefined {
  const parts = linesOf(element, 20).flatMap(({ text }) => [text, ...(title === '' ? [] : text.split(title))])
  const marked = [...element.querySelectorAll('time, span, small, em, b, strong, i')].slice(0, 20)
  return [...parts, ...marked.map((part) => visibleText(part, 40)), ...textsBeside(element, hints)]
    .map((text) => plainText(text).replace(/^[\s|·•,–—-]+|[\s|·•,:–—-]+$/gu, ''))
    .find((text) => timeAlone.test(text))
}
