import { fromJalali } from './calendar.ts'
import { type Clock, dottedClock, findClocks, hasUnit, isMark, meaningOf } from './clock.ts'
import { type DayContext, type DayText, dayAt } from './day.ts'
import { lexiconOf } from './lexicon.ts'
import { asUtc, type DateHints, type ParsedDate, type Wall, wallFrom, weekdayOf } from './moment.ts'
import { dateAt } from './standard.ts'
import { interpretTokens, type readTokens, type Token } from './tokens.ts'
import { zoneAt, type ZoneText } from './zone-text.ts'
import { offsetOf } from './zones.ts'

/** Whether the text is said to be a date, or one is looked for in it. */
export type Reading = 'whole' | 'search'

export type Reader = {
  readonly raw: ReturnType<typeof readTokens>
  readonly hints: DateHints
  readonly reading: Reading
  readonly persianDigits: boolean
}

/** What one language's words make of the text, and how many of them it knew, or did not. */
export type Interpretation = {
  readonly date: ParsedDate
  readonly known: number
  readonly unknown: number
  readonly yearWritten: boolean
}

/** Reads folded text with the words of `language`; undefined where they show no day. */
export function readInLanguage(reader: Reader, language: string): Interpretation | undefined {
  const { hints, reading } = reader
  const tokens = interpretTokens(reader.raw, lexiconOf(language))
  const found = findClocks(tokens)
  if (found === 'impossible') return undefined
  const used = new Set<number>()
  for (const clock of found.clocks) for (let i = clock.from; i < clock.to; i++) used.add(i)
  const zones = new Map<Clock, ZoneText>()
  for (const clock of found.clocks) {
    const zone = zoneAt(tokens, clock.to, hints)
    if (zone === 'impossible') return undefined
    if (zone === undefined) continue
    zones.set(clock, zone)
    for (let i = zone.from; i < zone.to; i++) used.add(i)
  }
  const context = dayContext(tokens, reader, language)
  const day =
    found.gluedDay === undefined
      ? firstDay(tokens, used, context, reading)
      : gluedDay(tokens, found.gluedDay, used, context)
  if (day === undefined) return undefined
  for (let i = day.from; i < day.to; i++) used.add(i)
  const clock = clockFor(tokens, day, found.clocks, used, hints)
  if (clock === 'impossible') return undefined
  if (clock !== undefined) for (let i = clock.from; i < clock.to; i++) used.add(i)
  const zone = clock === undefined ? undefined : (zones.get(clock) ?? zoneAt(tokens, clock.to, hints))
  const dayZone =
    zone ?? (used.has(day.to) ? undefined : zoneAt(tokens, day.to, hints)) ?? loneZone(tokens, used, hints)
  if (dayZone === 'impossible') return undefined
  if (dayZone !== undefined) for (let i = dayZone.from; i < dayZone.to; i++) used.add(i)
  const rest = leftover(tokens, used, day, context)
  if (reading === 'whole' && (rest.numbers || rest.range)) return undefined
  if (day.year === undefined && (rest.unknown > 0 || hints.now === undefined)) return undefined
  const wall = wallOf(day, clock, hints)
  if (wall === undefined) return undefined
  const precision = clock === undefined ? 'day' : dayZone === undefined ? 'minute' : 'instant'
  const weekday = contradiction(tokens, used, wall)
  // Two numbers beside the name of another day are none of a date.
  if (day.year === undefined && isInNumbers(tokens, day) && weekday !== undefined && weekday !== weekdayOf(wall))
    return undefined
  const date = dateAt(wall, dayZone?.zone, precision, hints, weekday)
  if (date === undefined) return undefined
  const doubtful =
    rest.range || isSigned(tokens, day.from) || (clock !== undefined && isDoubtful(tokens, clock, found.clocks, used))
  const sure = date.confidence === 'high' && !day.ambiguous && day.year !== undefined && !doubtful
  const yearWritten = day.year !== undefined
  return {
    date: sure ? date : { ...date, confidence: 'low' },
    known: rest.known,
    unknown: rest.unknown + strangers(tokens, day),
    yearWritten,
  }
}

function dayContext(tokens: readonly Token[], { hints, persianDigits }: Reader, language: string): DayContext {
  return {
    lexicon: lexiconOf(language),
    language: hints.language?.toLowerCase().split('-')[0],
    timezone: hints.timezone,
    persianDigits,
    thisYear: hints.now === undefined ? undefined : wallFrom(hints.now).year,
    monthFirst: monthFirst(tokens, hints),
    yearFirst: /^(?:zh|ja|ko|hu|mn|lt)\b/.test(hints.language ?? ''),
    weekdays: tokens.flatMap((_, at) => meaningOf(tokens, at, 'weekday')?.value ?? []),
  }
}

const AMERICAN_ZONE = /^(?:est|edt|cst|cdt|mst|mdt|pst|pdt|et|ct|mt|pt|akst|akdt)$/

/** Whether people who wrote this put the month before the day. */
function monthFirst(tokens: readonly Token[], { language, timezone }: DateHints): boolean | undefined {
  const american = tokens.some(
    (token) => token.kind === 'word' && AMERICAN_ZONE.test(token.key) && /^[A-Z]+$/.test(token.text),
  )
  if (american) return true
  const tag = language?.toLowerCase()
  const bareEnglish = tag === undefined || tag === 'en'
  if (!bareEnglish) return /^(?:en-(?:us|ph|fm|gu|mp|as|pr|vi|mh|pw|um)|fil|tl|zh|ja|ko)\b/.test(tag)
  if (timezone === undefined) return undefined
  return /^(?:America\/(?!Toronto|Vancouver|Argentina|Sao_Paulo|Bogota|Lima|Santiago|Mexico|Caracas|Montevideo|Jamaica|Guyana|Port_of_Spain|Halifax|Winnipeg|Edmonton)|US\/|Asia\/Manila|Pacific\/(?:Honolulu|Guam))/.test(
    timezone,
  )
}

/** The first day of the text. One that does not exist ends the search where the whole text should be a date. */
function firstDay(
  tokens: readonly Token[],
  used: ReadonlySet<number>,
  context: DayContext,
  reading: Reading,
): DayText | undefined {
  let withoutYear: DayText | undefined
  for (let i = 0; i < tokens.length; i++) {
    if (used.has(i)) continue
    const day = dayAt(tokens, i, (index) => used.has(index), context)
    if (day === 'impossible') {
      if (reading === 'whole') return undefined
    } else if (day?.year !== undefined) return day
    else withoutYear ??= day
  }
  return withoutYear
}

function gluedDay(
  tokens: readonly Token[],
  glued: { readonly at: number; readonly day: number },
  used: Set<number>,
  context: DayContext,
): DayText | undefined {
  const token = tokens[glued.at]
  const split = [...tokens]
  split[glued.at] = { kind: 'number', value: glued.day, digits: 2, glued: token?.glued ?? true }
  const day = firstDay(split, new Set([...used].filter((index) => index !== glued.at)), context, 'whole')
  return day
}

/** The time that belongs to the day: the nearest one, rather behind than before. */
function clockFor(
  tokens: readonly Token[],
  day: DayText,
  clocks: readonly Clock[],
  used: ReadonlySet<number>,
  hints: DateHints,
): Clock | 'impossible' | undefined {
  const [nearest] = [...clocks].sort((one, other) => distance(one, day) - distance(other, day))
  if (nearest !== undefined) return nearest
  const free = (index: number) => !used.has(index)
  for (let i = 0; i < tokens.length; i++) {
    const clock = dottedClock(tokens, i, free, true) ?? militaryClock(tokens, i, free, hints)
    if (clock !== undefined) return clock
  }
  return undefined
}

function distance(clock: Clock, day: DayText): number {
  return clock.from >= day.to ? clock.from - day.to : day.from - clock.to + 0.5
}

/** `1430 GMT`, `1430 Uhr`, `2024-07-01 1530`? Only with a word that makes it a time. */
function militaryClock(
  tokens: readonly Token[],
  at: number,
  free: (index: number) => boolean,
  hints: DateHints,
): Clock | 'impossible' | undefined {
  const token = tokens[at]
  if (token?.kind !== 'number' || token.digits !== 4 || !free(at)) return undefined
  const next = tokens[at + 1]
  const marked = hasUnit(tokens, at + 1, 'hour')
  const zone = next?.kind === 'word' ? zoneAt(tokens, at + 1, hints) : undefined
  if (!marked && (zone === undefined || zone === 'impossible')) return undefined
  const hour = Math.floor(token.value / 100)
  const minute = token.value % 100
  if (hour > 23 || minute > 59) return 'impossible'
  return { from: at, to: marked ? at + 2 : at + 1, hour, minute, second: 0, ms: 0 }
}

/** A zone that stands apart from time and day, at the end: `26 Sep 2022 (WIB)`. */
function loneZone(
  tokens: readonly Token[],
  used: ReadonlySet<number>,
  hints: DateHints,
): ZoneText | 'impossible' | undefined {
  for (let i = tokens.length - 1; i > 0; i--) {
    if (used.has(i)) return undefined
    const token = tokens[i]
    if (token?.kind !== 'word') continue
    const zone = zoneAt(tokens, i, hints)
    return zone === 'impossible' ? undefined : zone
  }
  return undefined
}

/** What the date leaves over: words that were understood, words that were not, and numbers that may change the meaning. */
function leftover(
  tokens: readonly Token[],
  used: ReadonlySet<number>,
  day: DayText,
  context: DayContext,
): { readonly known: number; readonly unknown: number; readonly numbers: boolean; readonly range: boolean } {
  let range = false
  let known = 0
  let unknown = 0
  let numbers = false
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token === undefined || token.kind === 'mark') continue
    const inside = used.has(i)
    // A second date (`updated …`) takes nothing from the first.
    const other = inside ? undefined : dayAt(tokens, i, (index) => used.has(index), context)
    if (other !== undefined && other !== 'impossible') {
      range ||= !isSameDay(day, other) && !isApart(tokens, used, day, other)
      i = Math.max(i, other.to - 1)
    } else if (token.kind === 'number') numbers ||= !inside && !isSetApart(tokens, i, day)
    else if (token.meanings.length > 0 || (inside && token.key.length > 3)) known++
    else if (!inside) unknown++
  }
  return { known, unknown, numbers, range }
}

/** Whether day and month are numbers without a mark of their own. */
function isInNumbers(tokens: readonly Token[], { from, to }: DayText): boolean {
  return tokens.slice(from, to).every((token) => token.kind !== 'word')
}

function isSameDay(one: DayText, other: DayText): boolean {
  if (one.month !== other.month || one.day !== other.day) return false
  return one.year === undefined || other.year === undefined || one.year === other.year
}

type Span = { readonly from: number; readonly to: number }

/** Whether a bar, or a word that tells them apart (`updated`, not `to`), stands between two parts of the text. */
function isApart(tokens: readonly Token[], used: ReadonlySet<number>, one: Span, other: Span): boolean {
  const [first, second] = one.from < other.from ? [one, other] : [other, one]
  for (let i = first.to; i < second.from; i++) {
    const token = tokens[i]
    if (token?.kind === 'mark' && /^[|•·]$/.test(token.text)) return true
    if (token?.kind === 'word' && !used.has(i) && token.key.length > 3) return true
  }
  return false
}

/** `-1`: a number below zero is none of a date's; with a space behind it, or none before it, the sign is a dash. */
function isSigned(tokens: readonly Token[], at: number): boolean {
  const sign = tokens[at - 1]
  if (sign?.kind !== 'mark' || !/^[-+−]$/.test(sign.text) || tokens[at]?.glued !== true) return false
  return !sign.glued || tokens[at - 2]?.kind === 'mark'
}

/** `Mars/Phobos`, written as the areas of the zone database are. */
function isArea(tokens: readonly Token[], at: number): boolean {
  const place = tokens[at + 2]
  return isMark(tokens, at + 1, '/') && tokens[at + 1]?.glued === true && place?.kind === 'word' && place.glued
}

const LATIN = /^\p{Script=Latin}/u

/** A time below zero, one beside another that nothing tells apart, and one before what seems a zone and is none. */
function isDoubtful(
  tokens: readonly Token[],
  clock: Clock,
  clocks: readonly Clock[],
  used: ReadonlySet<number>,
): boolean {
  if (clock.contradictory === true || isSigned(tokens, clock.from)) return true
  const isOther = (other: Clock) => other.hour !== clock.hour || other.minute !== clock.minute
  if (clocks.some((other) => isOther(other) && !isApart(tokens, used, clock, other))) return true
  const next = tokens[clock.to]
  if (next === undefined || used.has(clock.to)) return false
  if (next.kind === 'mark') return next.text === '+'
  if (next.kind === 'number' || next.meanings.length > 0) return false
  // `17:07కి`: an ending of another script.
  const isEnding = next.glued && !LATIN.test(next.text)
  return (next.glued && !isEnding) || /^[A-Z]{2,5}$/.test(next.text) || isArea(tokens, clock.to)
}

/** Words that mean nothing between the parts of the day itself. */
function strangers(tokens: readonly Token[], { from, to }: DayText): number {
  return tokens.slice(from, to).filter((token) => token.kind === 'word' && token.meanings.length === 0).length
}

/** Whether a bar or a bullet stands between the number and the day. */
function isSetApart(tokens: readonly Token[], at: number, day: DayText): boolean {
  const [from, to] = at < day.from ? [at, day.from] : [day.to, at]
  for (let i = from; i < to; i++) {
    const token = tokens[i]
    if (token?.kind === 'mark' && /^[|•·]$/.test(token.text)) return true
  }
  return false
}

function wallOf(day: DayText, clock: Clock | undefined, hints: DateHints): Wall | undefined {
  const time = {
    hour: clock?.hour ?? 0,
    minute: clock?.minute ?? 0,
    second: clock?.second ?? 0,
    ms: clock?.ms ?? 0,
  }
  if (day.year !== undefined) return { year: day.year, month: day.month, day: day.day, ...time }
  if (hints.now === undefined) return undefined
  // The last such day that has begun; a day's grace for clocks east of the source.
  const limit = hints.now + 86_400_000
  const thisYear = localNow(hints).year
  for (const year of [thisYear + 1, thisYear, thisYear - 1, thisYear - 2]) {
    const jalali =
      day.calendar === 'jalali' ? fromJalali({ year: year - 621, month: day.month, day: day.day }) : undefined
    if (day.calendar === 'jalali' && jalali === undefined) continue
    const wall: Wall = { year, month: day.month, day: day.day, ...jalali, ...time }
    if (wallFrom(asUtc(wall)).day === wall.day && asUtc(wall) <= limit) return wall
  }
  return undefined
}

/** What clocks at the source show now. */
export function localNow(hints: DateHints & { readonly now?: number }): Wall {
  const now = hints.now ?? 0
  const offset = hints.timezone === undefined ? 0 : (offsetOf(hints.timezone, now) ?? 0)
  return wallFrom(now + offset * 60_000)
}

/** Whether the word stands in brackets alone: `(月)`. */
function isBracketed(tokens: readonly Token[], at: number): boolean {
  return isMark(tokens, at - 1, '(') && isMark(tokens, isMark(tokens, at + 1, '.') ? at + 2 : at + 1, ')')
}

/** Whether the word stands first or last, in brackets, before or behind a comma, or behind a full stop. */
function isSetOff(tokens: readonly Token[], at: number): boolean {
  const after = isMark(tokens, at + 1, '.') ? at + 2 : at + 1
  if (at === 0 || after >= tokens.length || isBracketed(tokens, at)) return true
  return isMark(tokens, at - 1, ',') || isMark(tokens, at - 1, '.') || isMark(tokens, after, ',')
}

/** So few letters of an alphabet may be another word; two signs of other scripts are a whole name. */
const SHORT_NAME = /^(?:\p{Script=Latin}|\p{Script=Cyrillic}|\p{Script=Greek}){1,2}$|^.$/u

/**
 * The written weekday where it is not the day's. What may be another word (short ones, `mar` of March, `min` of minutes)
 * is a weekday where it is set off and the day has no other use for it.
 */
function contradiction(tokens: readonly Token[], used: ReadonlySet<number>, wall: Wall): number | undefined {
  const actual = weekdayOf(wall)
  let contradicting: number | undefined
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (token?.kind !== 'word') continue
    const { key, meanings } = token
    // 月 is Monday and the mark of a month, 일 Sunday and that of a day.
    const isOther = meanings.some(({ kind }) => kind === 'month' || kind === 'unit')
    if (isOther && used.has(i) && !isBracketed(tokens, i)) continue
    const values = meanings.flatMap((meaning) => (meaning.kind === 'weekday' ? [meaning.value] : []))
    if (values.includes(actual)) return actual
    if (values.length > 0 && ((!isOther && !SHORT_NAME.test(key)) || isSetOff(tokens, i))) contradicting ??= values[0]
  }
  return contradicting
}

/** The language whose words the text is read with first: a primary subtag, English where none is declared. */
export function readersLanguage(hints: DateHints): string {
  const primary = hints.language?.toLowerCase().split(/[-_]/)[0] ?? 'en'
  return /^[a-z]{2,3}$/.test(primary) ? (ALIASES[primary] ?? primary) : 'en'
}

const ALIASES: Readonly<Record<string, string>> = {
  in: 'id',
  iw: 'he',
  tl: 'fil',
  ph: 'fil',
  no: 'nb',
  nn: 'nb',
  by: 'be',
  ua: 'uk',
  jp: 'ja',
  kr: 'ko',
  cn: 'zh',
  yue: 'zh',
  cz: 'cs',
  dk: 'da',
  gr: 'el',
  sh: 'sr',
  cnr: 'sr',
  mo: 'ro',
  prs: 'fa',
}
