import { type Day, fromBikram, fromJalali, resolveYear, type YearContext } from './calendar.ts'
import { hasKind, isMark, meaningOf } from './clock.ts'
import type { Calendar, Era, Lexicon } from './meaning.ts'
import { daysIn, weekdayOf } from './moment.ts'
import type { NumberToken, Token, WordToken } from './tokens.ts'

/** A day in the text: tokens `from` up to `to` (exclusive). */
export type DayText = {
  readonly from: number
  readonly to: number
  /** Undefined where no year was written. */
  readonly year: number | undefined
  readonly month: number
  readonly day: number
  readonly calendar: Calendar
  /** Day and month could have been meant the other way round. */
  readonly ambiguous: boolean
}

export type DayContext = Omit<YearContext, 'era'> & {
  readonly lexicon: Lexicon
  /** Whether the month comes first where numbers leave it open; undefined where nobody can know. */
  readonly monthFirst: boolean | undefined
  /** Whether two digits, two digits, two digits begin with the year. */
  readonly yearFirst: boolean
  /** Weekdays written in the text: they may decide between day and month. */
  readonly weekdays: readonly number[]
}

type Role = 'year' | 'month' | 'day'
type Component = {
  readonly at: number
  readonly value: number
  readonly digits: number
  readonly role: Role | undefined
  readonly era: Era | undefined
  readonly named: Calendar | undefined
  /** What stands between it and the component before. */
  readonly separator: string
}

/** The day that begins at token `at`; `impossible` for one that no calendar has. */
export function dayAt(
  tokens: readonly Token[],
  at: number,
  used: (index: number) => boolean,
  context: DayContext,
): DayText | 'impossible' | undefined {
  const gathered = gather(tokens, at, used, context)
  if (gathered === undefined) return undefined
  // A third number that is none of the date's must not spoil the first two: `1 Juli, 12 komentar`.
  return (
    decide(tokens, gathered, context) ??
    (gathered.length > 2 ? decide(tokens, gathered.slice(0, 2), context) : undefined) ??
    monthAndDay(tokens, gathered, used, context)
  )
}

function gather(
  tokens: readonly Token[],
  at: number,
  used: (index: number) => boolean,
  context: DayContext,
): readonly Component[] | undefined {
  const components: Component[] = []
  let separator = ''
  let era: Era | undefined
  let label: Role | undefined
  let overClock = false
  let unknown = 0
  for (let i = at; i < tokens.length && components.length < 3; i++) {
    const token = tokens[i]
    if (token === undefined) break
    if (used(i)) {
      // asctime: the year follows the time.
      if (components.length !== 2) break
      overClock = true
      separator += ' '
      continue
    }
    if (!token.glued && components.length > 0 && !separator.endsWith(' ')) separator += ' '
    if (token.kind === 'number') {
      if (overClock && token.digits !== 4) break
      const component = numberComponent(tokens, i, token, { era, label, separator })
      if (component === undefined) break
      components.push(component.component)
      i = component.last
      separator = ''
      era = undefined
      label = undefined
    } else if (token.kind === 'mark') {
      const separates = SEPARATORS.test(token.text) || (token.glued && GLUED_SEPARATORS.test(token.text))
      if (components.length === 0 || !separates) break
      separator += token.text
    } else {
      const step = wordStep(tokens, i, token, components, context)
      if (step === 'stop') break
      if (step === 'unknown' && (++unknown > 1 || components.length === 0)) break
      if (step === 'year' || step === 'month' || step === 'day') label = step
      else if (typeof step === 'object' && 'era' in step) era = step.era
      else if (typeof step === 'object') {
        components.push({
          at: i,
          value: step.month,
          digits: 0,
          role: 'month',
          era: undefined,
          named: step.calendar,
          separator,
        })
        separator = ''
      }
    }
    if (components.length === 0 && label === undefined && era === undefined) return undefined
  }
  return components.length < 2 ? undefined : components
}

/** Where all write the month before the day, and dates of this year without it. */
const MONTH_FIRST = /^(?:ja|zh|ko)$/
/** Where a number with a full stop behind is counted: `24.11.` is a day, `24.11` may be a price. */
const COUNTED = /^(?:de|cs|sk|sl|hr|sr|bs|fi|et|lv|is|nb|nn|no|da|hu)$/

/**
 * `11/26 14:05`, `11-26（木）14:05`; `24.11. 9:15`, `Tue 24/11 09:15`: before a time, because two numbers alone may be a
 * share or a score; day first only with the full stop of an ordinal, or beside a weekday, which must be that of the day: what
 * says no more than such a day (`24.11.:`, `(Tue 24/11)`) needs no time.
 */
function monthAndDay(
  tokens: readonly Token[],
  [first, second, more]: readonly Component[],
  used: (index: number) => boolean,
  context: DayContext,
): DayText | 'impossible' | undefined {
  if (first === undefined || second === undefined) return undefined
  if (more !== undefined && !hasKind(tokens, more.at - 1, 'cue')) return undefined
  if (![first, second].every(({ digits, role }) => digits <= 2 && role === undefined)) return undefined
  const span = { from: first.at, to: second.at + 1 }
  let next = span.to
  while (next < span.to + 4 && ['weekday', 'cue'].some((kind) => isBeforeTime(tokens, next, kind))) next++
  // `klo 10.15`: what a word announces is no day, and no time yet.
  const isTimed = used(next) || (hasKind(tokens, next - 1, 'cue') && tokens[next]?.kind === 'number')
  if (!(isTimed || isAllSaid(tokens, span)) || goesOn(tokens, span)) return undefined
  const language = context.language ?? ''
  if (isTimed && MONTH_FIRST.test(language))
    return /^[-/]$/.test(second.separator)
      ? settle({ year: undefined, month: first, day: second }, { ...span, ambiguous: false }, context)
      : undefined
  const isCounted = COUNTED.test(language) && second.separator.startsWith('.') && isMark(tokens, span.to, '.')
  if (!/^(?:[/.]|\. ?)$/.test(second.separator) || !(isCounted || context.weekdays.length > 0)) return undefined
  const [day, month] = language === 'hu' ? [second, first] : [first, second]
  return settle({ year: undefined, month, day }, { ...span, ambiguous: false }, context)
}

/** Whether nothing stands around a day but its weekday and what sets it off from other things. */
function isAllSaid(tokens: readonly Token[], { from, to }: Span): boolean {
  return tokens.every((token, at) => {
    if (at >= from && at < to) return true
    return token.kind === 'mark' ? /^[.,:：()[\]–—-]$/.test(token.text) : hasKind(tokens, at, 'weekday')
  })
}

function isBeforeTime(tokens: readonly Token[], at: number, kind: string): boolean {
  const token = tokens[at]
  return token?.kind === 'mark' || (token?.kind === 'word' && token.meanings.some((meaning) => meaning.kind === kind))
}

/** What may stand between day, month and year. */
const SEPARATORS = /^[-/.,_#'’،‐‑–—()[\]@*°ºª、]$/
const GLUED_SEPARATORS = /^[·∙]$/

type WordStep =
  | 'skip'
  | 'stop'
  | 'unknown'
  | Role
  | { readonly era: Era }
  | { readonly month: number; readonly calendar: Calendar }

function wordStep(
  tokens: readonly Token[],
  at: number,
  token: WordToken,
  components: readonly Component[],
  context: DayContext,
): WordStep {
  const hasMonth = components.some((component) => component.role === 'month')
  const month = hasMonth ? undefined : monthOf(token, context)
  const weekday = hasKind(tokens, at, 'weekday')
  // `mar` is Tuesday where another month follows.
  // What touches a number is part of it (`2x24`), unless it is long enough to be a name.
  const touching = token.glued && !token.cut && token.key.length < 3 && tokens[at - 1]?.kind === 'number'
  if (month !== undefined && !touching && !(weekday && monthFollows(tokens, at, context))) return month
  // Arabic papers name the month twice: `يوليو/تموز`.
  const named = components.find((component) => component.named !== undefined)
  if (
    named !== undefined &&
    token.meanings.some((meaning) => meaning.kind === 'month' && meaning.value === named.value)
  )
    return 'skip'
  const era = meaningOf(tokens, at, 'era')
  if (era !== undefined) return { era: era.value }
  const label = meaningOf(tokens, at, 'label')
  if (label !== undefined && tokens[at + 1]?.kind === 'number') return asRole(label.value) ?? 'stop'
  if (components.length === 0) return 'stop'
  if (weekday || hasKind(tokens, at, 'filler') || hasKind(tokens, at, 'cue') || label !== undefined) return 'skip'
  const unit = meaningOf(tokens, at, 'unit')
  if (unit !== undefined) return asRole(unit.value) === undefined && token.key.length > 1 ? 'stop' : 'skip'
  if (token.key === 't') return 'skip'
  return token.key.length <= 3 && token.meanings.length === 0 ? 'unknown' : 'stop'
}

/** Whether the month is still to come, by name or in numbers: `mar. 04/07/2017`. */
function monthFollows(tokens: readonly Token[], at: number, context: DayContext): boolean {
  let next = at + 1
  while (isMark(tokens, next, '.') || isMark(tokens, next, ',')) next++
  const isNumber = (index: number) => tokens[index]?.kind === 'number'
  const separator = tokens[next + 1]
  if (
    isNumber(next) &&
    separator?.kind === 'mark' &&
    /^[-/.]$/.test(separator.text) &&
    isMark(tokens, next + 3, separator.text) &&
    isNumber(next + 2) &&
    isNumber(next + 4)
  )
    return true
  // `mar 24/11, 09:15`
  if (
    isNumber(next) &&
    isMark(tokens, next + 1, '/') &&
    isNumber(next + 2) &&
    (isMark(tokens, next + 4, ':') || isMark(tokens, next + 5, ':'))
  )
    return true
  for (let i = at + 1; i < Math.min(tokens.length, at + 5); i++) {
    const token = tokens[i]
    if (token?.kind === 'word' && monthOf(token, context) !== undefined) return true
  }
  return false
}

function asRole(unit: string): Role | undefined {
  return unit === 'year' || unit === 'month' || unit === 'day' ? unit : undefined
}

/** The month that a word names, also inflected or shortened in a way that the tables do not have. */
function monthOf(token: WordToken, { lexicon }: DayContext): NamedMonth | undefined {
  for (const meaning of token.meanings) {
    if (meaning.kind === 'month') return { month: meaning.value, calendar: meaning.calendar }
  }
  if (token.meanings.length > 0 || token.key.length < leastForm || token.cut) return undefined
  let found: NamedMonth | undefined
  for (const { name, month, calendar } of monthsOf(lexicon).get(token.key.slice(0, leastForm)) ?? []) {
    if (!isFormOf(token.key, name)) continue
    if (found !== undefined && found.month !== month) return undefined
    found = { month, calendar }
  }
  return found
}

type NamedMonth = { readonly month: number; readonly calendar: Calendar }

/** Letters that a word and the month it is a form of begin with alike. */
const leastForm = 4

/** The names of the months by how they begin. */
type MonthNames = ReadonlyMap<string, readonly (NamedMonth & { readonly name: string })[]>

/** Made once of each lexicon: every unknown word of a line is asked about. */
const months = new WeakMap<Lexicon, MonthNames>()

function monthsOf(lexicon: Lexicon): MonthNames {
  const known = months.get(lexicon)
  if (known !== undefined) return known
  const { own, shared } = lexicon
  const made = new Map<string, (NamedMonth & { readonly name: string })[]>()
  const add = (named: NamedMonth & { readonly name: string }) => {
    const begin = named.name.slice(0, leastForm)
    made.set(begin, [...(made.get(begin) ?? []), named])
  }
  for (const [name, meanings] of own) {
    const month = meanings.find((meaning) => meaning.kind === 'month')
    if (month !== undefined) add({ name, month: month.value, calendar: month.calendar })
  }
  const others = shared === undefined ? [] : [...monthsOf(shared).values()].flat()
  for (const named of others) if (!own.has(named.name)) add(named)
  months.set(lexicon, made)
  return made
}

/** Whether `word` is `name` cut short (`листоп`) or with another ending (`jūlijā` for `jūlijs`). */
function isFormOf(word: string, name: string): boolean {
  if (name.length < 5) return false
  if (name.startsWith(word)) return true
  let common = 0
  while (common < word.length && word[common] === name[common]) common++
  return common >= leastForm && common >= name.length - 2 && word.length - common <= 4
}

function numberComponent(
  tokens: readonly Token[],
  at: number,
  token: NumberToken,
  given: { readonly era: Era | undefined; readonly label: Role | undefined; readonly separator: string },
): { readonly component: Component; readonly last: number } | undefined {
  if (token.digits > 4) return undefined
  let role = given.label ?? (given.era === undefined ? undefined : 'year')
  let last = at
  const next = tokens[at + 1]
  if (next?.kind === 'word') {
    const unit = next.meanings.find((meaning) => meaning.kind === 'unit' && asRole(meaning.value) !== undefined)
    if (unit?.kind === 'unit') {
      role ??= asRole(unit.value)
      last = at + 1
    } else if (next.glued && isOrdinal(next)) {
      if (token.digits <= 2) role ??= 'day'
      last = at + 1
    } else if (next.glued && next.meanings.length === 0 && /^(?!t$)[a-z]/.test(next.key)) {
      // `12x` is no number of a date.
      return undefined
    }
  }
  if (role === undefined && (token.digits === 4 || given.era !== undefined)) role = 'year'
  const { era, separator } = given
  return { component: { at, value: token.value, digits: token.digits, role, era, named: undefined, separator }, last }
}

function isOrdinal(token: WordToken): boolean {
  return token.meanings.some((meaning) => meaning.kind === 'filler') && token.key !== 'a'
}

function decide(
  tokens: readonly Token[],
  components: readonly Component[],
  context: DayContext,
): DayText | 'impossible' | undefined {
  const [first, second, third] = components
  if (first === undefined || second === undefined) return undefined
  const from = first.at
  const last = third ?? second
  const to = endOf(tokens, last.at)
  const named = components.find((component) => component.named !== undefined)
  const roles = named !== undefined ? namedRoles(components, named) : (markedRoles(components) ?? undefined)
  if (roles !== undefined) return settle(roles, { from, to, ambiguous: false }, context)
  return third === undefined ? undefined : numericDay(tokens, [first, second, third], { from, to }, context)
}

function endOf(tokens: readonly Token[], at: number): number {
  const next = tokens[at + 1]
  if (next?.kind !== 'word') return at + 1
  const belongs = next.meanings.some((meaning) => meaning.kind === 'unit' && asRole(meaning.value) !== undefined)
  return belongs || (next.glued && isOrdinal(next)) ? at + 2 : at + 1
}

type Roles = { readonly year: Component | undefined; readonly month: Component; readonly day: Component }

/** `1 Juli 2024`, `Juli 1, 2024`, `2024 Juli 1`, `1 Juli`. */
function namedRoles(components: readonly Component[], month: Component): Roles | undefined {
  const others = components.filter((component) => component !== month)
  const [one, two] = others
  if (one === undefined) return undefined
  if (two === undefined) return one.role === 'year' || one.digits > 2 ? undefined : { year: undefined, month, day: one }
  if (one.role === 'year' || one.digits > 2) return { year: one, month, day: two }
  // `15 Juli, 12 komentar`: two digits behind a comma are no year, but for `July 15, 24`.
  if (two.digits === 2 && two.role === undefined && two.separator.includes(',') && components[1] === month)
    return undefined
  return { year: two, month, day: one }
}

/** 年月日 and their like; `7月1日` has no year. */
function markedRoles(components: readonly Component[]): Roles | undefined {
  const marked = components.filter((component) => component.role !== undefined)
  const month = components.find((component) => component.role === 'month')
  if (month === undefined || marked.length < 2) return undefined
  const year = components.find((component) => component.role === 'year')
  const day =
    components.find((component) => component.role === 'day') ??
    components.find((component) => component.role === undefined)
  return day === undefined ? undefined : { year, month, day }
}

type Span = { readonly from: number; readonly to: number }

function settle(
  roles: Roles,
  span: Span & { readonly ambiguous: boolean },
  context: DayContext,
): DayText | 'impossible' | undefined {
  const { year, month, day } = roles
  if (day.digits > 2) return undefined
  const jalali = month.named === 'jalali'
  const bikram = month.named === 'bikram'
  if (bikram && year?.digits !== 4) return undefined
  if (year === undefined) {
    const longest = jalali ? 31 : daysIn(2024, month.value)
    if (month.value < 1 || month.value > 12 || day.value < 1 || day.value > longest) return undefined
    return { ...span, year: undefined, month: month.value, day: day.value, calendar: jalali ? 'jalali' : 'gregorian' }
  }
  const resolved = jalali
    ? ({
        calendar: 'jalali',
        year: year.digits === 2 ? 1300 + year.value + (year.value < 50 ? 100 : 0) : year.value,
      } as const)
    : bikram
      ? ({ calendar: 'bikram', year: year.value } as const)
      : resolveYear(year.value, year.digits, { ...context, era: year.era })
  // A year that its era does not have.
  if (resolved === undefined) return year.era === undefined ? undefined : 'impossible'
  const written: Day = { year: resolved.year, month: month.value, day: day.value }
  const gregorian = toGregorian(written, resolved.calendar)
  if (gregorian === undefined || !exists(gregorian)) return 'impossible'
  return { ...span, ...gregorian, calendar: 'gregorian' }
}

function toGregorian(day: Day, calendar: Calendar): Day | undefined {
  if (calendar === 'gregorian') return day
  return calendar === 'jalali' ? fromJalali(day) : fromBikram(day)
}

function exists({ year, month, day }: Day): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

/** `01/07/2024`, `2024-07-01`, `30.10.23`: the separators must be alike, and nothing may go on before or behind. */
function numericDay(
  tokens: readonly Token[],
  components: readonly [Component, Component, Component],
  span: Span,
  context: DayContext,
): DayText | 'impossible' | undefined {
  const [, second, third] = components
  const separator = second.separator.trim()
  if (separator !== third.separator.trim() || !/^[-/.‐–·]?$/.test(separator)) return undefined
  // Bare numbers side by side are a date only beside a weekday: `Sat, 11 04 2020`.
  const bare = separator === ''
  if (bare && (context.weekdays.length === 0 || third.digits !== 4)) return undefined
  if (goesOn(tokens, span)) return undefined
  const orders = possibleOrders(components, separator, context)
  let impossible = false
  const days: DayText[] = []
  for (const roles of orders) {
    const day = settle(roles, { ...span, ambiguous: false }, context)
    if (day === 'impossible') impossible = true
    else if (day !== undefined) days.push(day)
  }
  const [preferred] = days
  if (preferred === undefined) return impossible ? 'impossible' : undefined
  const agreeing = days.filter((day) =>
    context.weekdays.includes(weekdayOf({ ...NOON, year: day.year ?? 0, month: day.month, day: day.day })),
  )
  const [agreed] = agreeing
  if (agreeing.length === 1 && agreed !== undefined) {
    if (agreed === preferred) return agreed
    // Against the order that the language or the dots are known for, a weekday alone decides nothing for sure; English is
    // written both ways everywhere.
    if (separator === '.') return preferred
    return { ...agreed, ambiguous: context.language !== undefined && context.language !== 'en' }
  }
  if (bare && agreed === undefined) return undefined
  return { ...preferred, ambiguous: days.length > 1 && separator !== '.' && context.monthFirst === undefined }
}

const NOON = { hour: 12, minute: 0, second: 0, ms: 0 }

/** A longer chain of numbers is a version, an address or a telephone number; one among names is a path or a file. */
function goesOn(tokens: readonly Token[], { from, to }: Span): boolean {
  const before = tokens[from - 1]
  const beforeThat = tokens[from - 2]
  if (before?.kind === 'word' && tokens[from]?.glued && /^[a-su-z]$/.test(before.key)) return true
  const touched = before?.kind === 'mark' && tokens[from]?.glued === true
  if (touched && /^[-/.+]$/.test(before.text) && beforeThat?.kind === 'number') return true
  const after = tokens[to]
  const afterThat = tokens[to + 1]
  // `example.org/2024/07/01`, `/2024/07/01/`, `2024-07-01.html`
  if (touched && before.text === '/' && (beforeThat === undefined || (before.glued && beforeThat.kind === 'word')))
    return true
  if (isMark(tokens, to, '.') && after?.glued && afterThat?.glued && isExtension(afterThat)) return true
  if (after?.kind !== 'mark' || !after.glued || !/^[-/.]$/.test(after.text)) return false
  // `01.07.2024/15:53` is a date and a time.
  return afterThat?.kind === 'number' && afterThat.glued && !isMark(tokens, to + 2, ':')
}

/** How file names end: a few small letters that mean nothing in a date. */
function isExtension(token: Token): boolean {
  return token.kind === 'word' && token.meanings.length === 0 && /^[a-z]{3,4}$/.test(token.text)
}

/** Which number is what, the likeliest first. */
function possibleOrders(
  [first, second, third]: readonly [Component, Component, Component],
  separator: string,
  context: DayContext,
): readonly Roles[] {
  const yearFirst: Roles = { year: first, month: second, day: third }
  const dayFirst: Roles = { year: third, month: second, day: first }
  const monthFirst: Roles = { year: third, month: first, day: second }
  if (first.digits >= 3 || first.era !== undefined) return [yearFirst]
  const lastOrders = separator !== '.' && context.monthFirst === true ? [monthFirst, dayFirst] : [dayFirst, monthFirst]
  if (third.digits >= 3) return lastOrders
  if (third.digits !== 2) return first.digits === 2 && context.yearFirst ? [yearFirst] : []
  // `03-12-31` was written before 2004: a year that is still to come is none.
  const latest = (context.thisYear ?? 2030) % 100
  if (context.yearFirst) return first.value > latest && first.value < 70 ? lastOrders : [yearFirst, ...lastOrders]
  if (separator === '-' && third.value > latest && first.digits === 2) return [yearFirst, ...lastOrders]
  return separator === '.' ? [dayFirst] : lastOrders
}
