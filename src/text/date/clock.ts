import type { DayPart, Meaning, SunPart, Unit } from './meaning.ts'
import type { Token } from './tokens.ts'
import { zoneNamed } from './zones.ts'

/** A time of day in the text: tokens `from` up to `to` (exclusive). */
export type Clock = {
  readonly from: number
  readonly to: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly ms: number
  /** `13:00 AM`: which of both was meant is not to be known. */
  readonly contradictory?: boolean
}

/** A day of the month that lost its mark: in `2911:30` the first two digits. */
export type GluedDay = { readonly at: number; readonly day: number }

type Found = { readonly clock: Clock; readonly gluedDay?: GluedDay } | 'impossible' | undefined

/** All times that a colon, a word or a half of the day shows, in order; `impossible` where one names no time of day. */
export function findClocks(tokens: readonly Token[]): { clocks: readonly Clock[]; gluedDay?: GluedDay } | 'impossible' {
  const clocks: Clock[] = []
  let gluedDay: GluedDay | undefined
  for (let i = 0; i < tokens.length; ) {
    const found = clockAt(tokens, i)
    if (found === 'impossible') return 'impossible'
    if (found === undefined) {
      i++
      continue
    }
    clocks.push(found.clock)
    gluedDay ??= found.gluedDay
    i = Math.max(found.clock.to, i + 1)
  }
  return { clocks, ...(gluedDay === undefined ? {} : { gluedDay }) }
}

function clockAt(tokens: readonly Token[], at: number): Found {
  const token = tokens[at]
  if (token?.kind === 'word') {
    const hour = meaningOf(tokens, at, 'hour')
    return hour === undefined
      ? undefined
      : { clock: { from: at, to: at + 1, hour: hour.value, minute: 0, second: 0, ms: 0 } }
  }
  if (token?.kind !== 'number') return undefined
  return colonClock(tokens, at) ?? dottedMarkedClock(tokens, at) ?? markedClock(tokens, at) ?? halfDayClock(tokens, at)
}

/** `15:53`, `23:8:41`, `15:53:15.123`, `0:0:9`. */
function colonClock(tokens: readonly Token[], at: number): Found {
  const first = numberAt(tokens, at)
  const second = numberAt(tokens, at + 2)
  if (first === undefined || second === undefined || !isMark(tokens, at + 1, ':')) return undefined
  if (second.digits > 2) return undefined
  // `1: 10:53` is a day and then a time; `08: 30` is a time (Bengali papers).
  if (!second.glued && tokens[at + 1]?.glued === true && isMark(tokens, at + 3, ':')) return undefined
  const withSeconds = isMark(tokens, at + 3, ':') ? numberAt(tokens, at + 4) : undefined
  const seconds = withSeconds !== undefined && withSeconds.digits <= 2 ? withSeconds : undefined
  // `23:8` may be a score or a verse; `23:8:41` and `23:8 WIB` are times.
  if (second.digits === 1 && seconds === undefined && !isZone(tokens[at + 3])) return undefined
  let to = seconds === undefined ? at + 3 : at + 5
  let ms = 0
  const fraction = numberAt(tokens, to + 1)
  // SQL Server writes a colon before its three digits.
  const pointed =
    isMark(tokens, to, '.') || isMark(tokens, to, ',') || (isMark(tokens, to, ':') && fraction?.digits === 3)
  if (seconds !== undefined && fraction?.glued === true && pointed) {
    ms = Math.floor((fraction.value / 10 ** fraction.digits) * 1000)
    to += 2
  }
  // `1:2:3:4` is no time.
  if (isMark(tokens, to, ':') && numberAt(tokens, to + 1) !== undefined) return 'impossible'
  const gluedDay = first.digits === 3 || first.digits === 4 ? splitDay(tokens, at, first.value) : undefined
  const hour = gluedDay === undefined ? first.value : first.value % 100
  if (gluedDay === undefined && first.digits > 2) return undefined
  const clock = { from: at, to, hour, minute: second.value, second: seconds?.value ?? 0, ms }
  return withHalfDay(tokens, clock, gluedDay)
}

/** Whether a word is the name of a zone in capitals, as it stands behind a time. */
function isZone(token: Token | undefined): boolean {
  return token?.kind === 'word' && /^\p{Lu}{2,5}$/u.test(token.text) && zoneNamed(token.key) !== undefined
}

/** `2016年6月2911:30`: the mark of the day was left out, and the day runs into the hour. */
function splitDay(tokens: readonly Token[], at: number, value: number): GluedDay | undefined {
  const before = tokens[at - 1]
  if (before?.kind !== 'word' || before.key !== '月') return undefined
  return { at, day: Math.floor(value / 100) }
}

/** `15h53`, `21時40分11秒`, `14 Uhr 30`, `7 гадзін 10 хвілін`. */
function markedClock(tokens: readonly Token[], at: number): Found {
  const hour = numberAt(tokens, at)
  if (hour === undefined || hour.digits > 2 || !hasUnit(tokens, at + 1, 'hour')) return undefined
  let to = at + 2
  // `18h:05`
  if (isMark(tokens, to, ':') && numberAt(tokens, to + 1)?.digits === 2) to++
  // `8 ч. 30 мин.`
  if (isMark(tokens, to, '.') && hasUnit(tokens, to + 2, 'minute')) to++
  const minute = numberAt(tokens, to)
  // Only digits that touch the mark or have one of their own belong to the time: `14h 3 Juli` has no minutes.
  const minuteMarked = hasUnit(tokens, to + 1, 'minute')
  if (minute === undefined || minute.digits > 2 || !(minute.glued || minuteMarked || endsTime(tokens, to))) {
    const next = tokens[at + 1]
    // A lone `14 h` or `3 m` is a time only where letters leave no doubt.
    if (next?.kind === 'word' && next.key === 'h' && !next.glued && tokens[to] !== undefined) return undefined
    return withHalfDay(tokens, { from: at, to, hour: hour.value, minute: 0, second: 0, ms: 0 }, undefined)
  }
  to += minuteMarked ? 2 : 1
  const second = numberAt(tokens, to)
  const secondMarked = second !== undefined && second.digits <= 2 && hasUnit(tokens, to + 1, 'second')
  if (secondMarked) to += 2
  const clock = { from: at, to, hour: hour.value, minute: minute.value, second: secondMarked ? second.value : 0, ms: 0 }
  return withHalfDay(tokens, clock, undefined)
}

/** Whether two digits at `at` are minutes, not the beginning of a date. */
function endsTime(tokens: readonly Token[], at: number): boolean {
  const number = numberAt(tokens, at)
  if (number?.digits !== 2 || hasKind(tokens, at + 1, 'month')) return false
  return !(tokens[at + 1]?.kind === 'mark' && numberAt(tokens, at + 2)?.glued === true)
}

/** `4.05 PM`, `5.45 ip.`, `15.53 Uhr`. */
function dottedMarkedClock(tokens: readonly Token[], at: number): Found {
  const marked = partAt(tokens, at + 3) !== undefined ? !startsTime(tokens, at + 4) : hasUnit(tokens, at + 3, 'hour')
  if (!marked) return undefined
  const clock = dottedClock(tokens, at, () => true, false)
  return clock === undefined || clock === 'impossible' ? clock : { clock }
}

function startsTime(tokens: readonly Token[], at: number): boolean {
  if (numberAt(tokens, at) === undefined) return false
  if (isMark(tokens, at + 1, ':') || hasUnit(tokens, at + 1, 'hour')) return true
  // `20.07.` goes on as a date.
  return isMark(tokens, at + 1, '.') && numberAt(tokens, at + 2) !== undefined && !isMark(tokens, at + 3, '.')
}

/** `5 pm`, `pukul 3 petang`, `下午3`. */
function halfDayClock(tokens: readonly Token[], at: number): Found {
  const hour = numberAt(tokens, at)
  if (hour === undefined || hour.digits > 2 || hour.value > 12) return undefined
  const part = partAt(tokens, at + 1)
  if (part === undefined || isAmbiguousPart(tokens, at + 1) || startsTime(tokens, at + 2)) return undefined
  // The end of `4.05 AM` or of a date.
  if (hour.glued && tokens[at - 1]?.kind === 'mark' && numberAt(tokens, at - 2) !== undefined) return undefined
  return withHalfDay(tokens, { from: at, to: at + 1, hour: hour.value, minute: 0, second: 0, ms: 0 }, undefined)
}

/** `am` is also a preposition (German), `م` and `de` are words of their own: they need minutes before them. */
function isAmbiguousPart(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word') return true
  if (token.key.length === 1 || token.key === 'de' || token.key === 'du') return true
  return token.text === 'am' && !token.glued && numberAt(tokens, at + 1) !== undefined && isMark(tokens, at + 2, '.')
}

/**
 * Times written with a full stop (`15.53`), which look like dates: only after a word that announces a time, before one
 * that ends it, or where the day is already known.
 */
export function dottedClock(
  tokens: readonly Token[],
  at: number,
  free: (index: number) => boolean,
  dayKnown: boolean,
): Clock | 'impossible' | undefined {
  const hour = numberAt(tokens, at)
  const minute = numberAt(tokens, at + 2)
  if (hour === undefined || minute === undefined || hour.digits > 2 || minute.digits !== 2) return undefined
  if (!free(at) || !free(at + 1) || !free(at + 2)) return undefined
  if (!(isMark(tokens, at + 1, '.') || isMark(tokens, at + 1, ',')) || !minute.glued) return undefined
  const seconds = isMark(tokens, at + 3, '.') ? numberAt(tokens, at + 4) : undefined
  const withSeconds = seconds?.digits === 2 && seconds.glued
  const to = withSeconds ? at + 5 : at + 3
  const announced = hasKind(tokens, at - 1, 'cue') || partAt(tokens, to) !== undefined || hasUnit(tokens, to, 'hour')
  if (!announced && !(dayKnown && isMark(tokens, at + 1, '.'))) return undefined
  // `01.07.–05.07.2024` is two days.
  if (!announced && isMark(tokens, to, '.') && tokens[to + 1]?.kind === 'mark') return undefined
  const clock = { from: at, to, hour: hour.value, minute: minute.value, second: withSeconds ? seconds.value : 0, ms: 0 }
  const found = withHalfDay(tokens, hasUnit(tokens, to, 'hour') ? { ...clock, to: to + 1 } : clock, undefined)
  return found === undefined || found === 'impossible' ? found : found.clock
}

function withHalfDay(tokens: readonly Token[], clock: Clock, gluedDay: GluedDay | undefined): Found {
  const { hour, minute, second } = clock
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && (minute > 0 || second > 0))) return 'impossible'
  let { from, to } = clock
  // `น.`, `Uhr`, `hrs` after a time say nothing more.
  if (hasUnit(tokens, to, 'hour') && numberAt(tokens, to + 1) === undefined) to++
  let part = partAt(tokens, to)
  if (part !== undefined) to++
  else {
    const dotted = isMark(tokens, to, '.') || isMark(tokens, to, ',') ? partAt(tokens, to + 1) : undefined
    if (dotted !== undefined) {
      part = dotted
      to += 2
    } else {
      const before = hasKind(tokens, from - 1, 'cue') || isMark(tokens, from - 1, '.') ? from - 2 : from - 1
      part = partAt(tokens, before)
      if (part !== undefined) from = before
    }
  }
  if (isMark(tokens, to, '.') && part !== undefined) to++
  const found = {
    ...clock,
    from,
    to,
    hour: part === undefined ? hour : inHalf(hour, part),
    ...((part === 'am' && hour > 12) || isEitherHour(hour, part) ? { contradictory: true } : {}),
  }
  return { clock: found, ...(gluedDay === undefined ? {} : { gluedDay }) }
}

/** The hour of 24 that `hour` is in that part of the day; hours past 12 need no help. Japan counts from 午後0時. */
function inHalf(hour: number, part: DayPart): number {
  if (hour === 0) return part === 'pm' || part === 'midday' ? 12 : 0
  if (hour > 12) return hour
  switch (part) {
    case 'am':
      return hour === 12 ? 0 : hour
    case 'pm':
      return hour === 12 ? 12 : hour + 12
    case 'midday':
      return hour <= 5 ? hour + 12 : hour
    case 'night':
      if (hour === 12) return 0
      return hour >= 5 ? hour + 12 : hour
    default: {
      const [fromSun, onClock] = hoursOfSun(hour, part)
      return fromSun ?? onClock ?? hour
    }
  }
}

/** When each part of East Africa's day begins and ends, in hours of the clock; the night ends past midnight. */
const SUN_PARTS: Readonly<Record<SunPart, readonly [from: number, to: number]>> = {
  sunMorning: [6, 11],
  sunDay: [11, 16],
  sunAfternoon: [14, 18],
  sunEvening: [16, 19],
  sunNight: [19, 29],
}

/** What an hour beside such a part is when it is counted from sunrise or sunset, and when it is the clock's: where that lies in the part. */
function hoursOfSun(hour: number, part: SunPart): readonly (number | undefined)[] {
  const [from, to] = SUN_PARTS[part]
  return [hour + 6, hour].map((counted) => {
    const found = [0, 12, 24].map((half) => (counted % 12) + half).find((at) => at >= from && at <= to)
    return found === undefined ? undefined : found % 24
  })
}

/** `saa 2 usiku` is eight in the evening, and two at night to who counts as the clock does. */
function isEitherHour(hour: number, part: DayPart | undefined): boolean {
  if (part === undefined || !(part in SUN_PARTS) || hour > 12) return false
  const [fromSun, onClock] = hoursOfSun(hour, part as SunPart)
  return fromSun !== undefined && onClock !== undefined && fromSun !== onClock
}

export function numberAt(tokens: readonly Token[], at: number) {
  const token = tokens[at]
  return token?.kind === 'number' ? token : undefined
}

export function isMark(tokens: readonly Token[], at: number, text: string): boolean {
  const token = tokens[at]
  return token?.kind === 'mark' && token.text === text
}

export function meaningOf<K extends Meaning['kind']>(
  tokens: readonly Token[],
  at: number,
  kind: K,
): Extract<Meaning, { kind: K }> | undefined {
  const token = tokens[at]
  if (token?.kind !== 'word') return undefined
  return token.meanings.find((meaning): meaning is Extract<Meaning, { kind: K }> => meaning.kind === kind)
}

export function hasKind(tokens: readonly Token[], at: number, kind: Meaning['kind']): boolean {
  return meaningOf(tokens, at, kind) !== undefined
}

export function hasUnit(tokens: readonly Token[], at: number, unit: Unit): boolean {
  const token = tokens[at]
  return token?.kind === 'word' && token.meanings.some((meaning) => meaning.kind === 'unit' && meaning.value === unit)
}

function partAt(tokens: readonly Token[], at: number): DayPart | undefined {
  return meaningOf(tokens, at, 'part')?.value
}
