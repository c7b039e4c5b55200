import * as common from './common-words.ts'
import { foldWord } from './fold.ts'
import type { DayPart, Lexicon, Meaning, Unit } from './meaning.ts'
import { NAMES } from './name-table.ts'
import { LANGUAGES, SPELLINGS, type Spellings } from './spellings.ts'

type Words = Map<string, Meaning[]>

/** What words mean in dates of `language` (a primary subtag), English and the words of all languages included. */
export function lexiconOf(language: string): Lexicon {
  const known = lexicons.get(language)
  if (known !== undefined) return known
  const words: Words = new Map()
  addLanguage(words, language)
  if (language !== 'en') addForeign(words, lexiconOf('en'))
  else addCommon(words)
  lexicons.set(language, words)
  return words
}

/** A pure function's memory: CLDR tables take a millisecond to ask for, and never change. Bounded by the languages there are. */
const lexicons = new Map<string, Lexicon>()

/** The languages that name a month or weekday by one of `words` (folded), in the order of `SPELLINGS`. */
export function languagesNaming(words: Iterable<string>): readonly string[] {
  languagesByName ??= indexNames()
  const found = new Set<string>()
  for (const word of words) for (const language of languagesByName.get(word) ?? []) found.add(language)
  return LANGUAGES.filter((language) => found.has(language))
}

/** Who uses a name; made when the first text in another language than declared asks. */
let languagesByName: ReadonlyMap<string, readonly string[]> | undefined

function indexNames(): ReadonlyMap<string, readonly string[]> {
  const languages = new Map<string, string[]>()
  for (const [language, names] of Object.entries(NAMES)) {
    for (const name of names.split(' ')) {
      const before = languages.get(name)
      if (before === undefined) languages.set(name, [language])
      else before.push(language)
    }
  }
  return languages
}

function addLanguage(words: Words, language: string): void {
  const spellings: Spellings = SPELLINGS[language] ?? {}
  for (const locale of [language, ...(spellings.also ?? [])]) addLocale(words, locale)
  addGroups(words, spellings.months, (index) => ({ kind: 'month', value: index + 1, calendar: 'gregorian' }))
  addGroups(words, spellings.weekdays, (index) => ({ kind: 'weekday', value: index }))
  addGroups(words, spellings.jalali, (index) => ({ kind: 'month', value: index + 1, calendar: 'jalali' }))
  for (const part of ['am', 'pm', 'night', 'midday'] as const satisfies readonly DayPart[]) {
    addGroups(words, spellings[part], () => ({ kind: 'part', value: part }))
  }
  addGroups(words, spellings.noon, () => ({ kind: 'hour', value: 12 }))
  addGroups(words, spellings.midnight, () => ({ kind: 'hour', value: 0 }))
  addGroups(words, spellings.today, () => ({ kind: 'dayref', value: 0 }))
  addGroups(words, spellings.yesterday, () => ({ kind: 'dayref', value: -1 }))
  addGroups(words, spellings.dayBefore, () => ({ kind: 'dayref', value: -2 }))
  if (language === 'fa' || language === 'ps') addJalaliNames(words)
  addDayReferences(words, language)
}

/** Today, yesterday and, where a language has a word for it, the day before. */
function addDayReferences(words: Words, language: string): void {
  if (Intl.RelativeTimeFormat.supportedLocalesOf(language).length === 0) return
  const format = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: 'auto' })
  for (const value of [0, -1, -2]) {
    const written = format.format(value, 'day')
    if (!/\d/.test(written)) addWord(words, written, { kind: 'dayref', value })
  }
}

/** Month, weekday and half-day names of CLDR, alone and as they are inflected inside a date. */
function addLocale(words: Words, locale: string): void {
  if (Intl.DateTimeFormat.supportedLocalesOf(locale).length === 0) return
  const plain = `${locale}-u-ca-gregory-nu-latn`
  const options: readonly Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'long', day: 'numeric' },
    { month: 'short' },
    { month: 'short', day: 'numeric', year: 'numeric' },
  ]
  for (const option of options) {
    const format = new Intl.DateTimeFormat(plain, { ...option, timeZone: 'UTC' })
    for (let month = 1; month <= 12; month++) {
      addPart(words, format.formatToParts(Date.UTC(2024, month - 1, 15)), 'month', {
        kind: 'month',
        value: month,
        calendar: 'gregorian',
      })
    }
  }
  for (const weekday of ['long', 'short'] as const) {
    // Alone and, where it is long, inflected beside a date: `maanantai`, `maanantaina 5. elokuuta`.
    const forms = weekday === 'long' ? [{}, { day: 'numeric', month: 'long', year: 'numeric' } as const] : [{}]
    for (const date of forms) {
      const format = new Intl.DateTimeFormat(plain, { weekday, ...date, timeZone: 'UTC' })
      // 4 August 2024 was a Sunday.
      for (let day = 0; day < 7; day++) {
        addPart(words, format.formatToParts(Date.UTC(2024, 7, 4 + day)), 'weekday', { kind: 'weekday', value: day })
      }
    }
  }
  const clock = new Intl.DateTimeFormat(plain, { hour: 'numeric', hour12: true, timeZone: 'UTC' })
  addPart(words, clock.formatToParts(Date.UTC(2024, 0, 1, 9)), 'dayPeriod', { kind: 'part', value: 'am' })
  addPart(words, clock.formatToParts(Date.UTC(2024, 0, 1, 15)), 'dayPeriod', { kind: 'part', value: 'pm' })
}

function addJalaliNames(words: Words): void {
  const format = new Intl.DateTimeFormat('fa-u-ca-persian-nu-latn', { month: 'long', timeZone: 'UTC' })
  // The middle of Farvardin is the beginning of April.
  for (let month = 1; month <= 12; month++) {
    addPart(words, format.formatToParts(Date.UTC(2024, month + 2, 5)), 'month', {
      kind: 'month',
      value: month,
      calendar: 'jalali',
    })
  }
}

function addPart(
  words: Words,
  parts: readonly Intl.DateTimeFormatPart[],
  type: Intl.DateTimeFormatPartTypes,
  meaning: Meaning,
): void {
  const written = parts.find((part) => part.type === type)?.value
  // `7月` is a number with a mark; both are known.
  if (written !== undefined && !/\d/.test(written)) addWord(words, written, meaning)
}

function addGroups(words: Words, groups: string | undefined, meaningOf: (index: number) => Meaning): void {
  if (groups === undefined) return
  for (const [index, group] of groups.split('|').entries()) {
    for (const word of group.split(',')) addWord(words, word, meaningOf(index))
  }
}

function addWord(words: Words, written: string, meaning: Meaning): void {
  const key = foldWord(written)
  if (key === '') return
  const before = words.get(key)
  if (before === undefined) words.set(key, [meaning])
  else if (!before.some((other) => isSame(other, meaning))) before.push(meaning)
}

function isSame(one: Meaning, other: Meaning): boolean {
  return one.kind === other.kind && ('value' in one && 'value' in other ? one.value === other.value : true)
}

function addList(words: Words, list: string, meaning: Meaning): void {
  for (const word of list.split(/\s+/)) addWord(words, word.replaceAll('_', ' '), meaning)
}

function addCommon(words: Words): void {
  addList(words, common.FILLERS, { kind: 'filler' })
  addList(words, common.CUES, { kind: 'cue' })
  const after: readonly (readonly [string, Unit])[] = [
    [common.YEARS, 'year'],
    [common.MONTHS, 'month'],
    [common.DAYS, 'day'],
    [common.HOURS, 'hour'],
    [common.MINUTES, 'minute'],
    [common.SECONDS, 'second'],
  ]
  for (const [list, unit] of after) addList(words, list, { kind: 'unit', value: unit })
  const labels: readonly (readonly [string, Unit])[] = [
    [common.YEAR_LABELS, 'year'],
    [common.MONTH_LABELS, 'month'],
    [common.DAY_LABELS, 'day'],
  ]
  for (const [list, unit] of labels) addList(words, list, { kind: 'label', value: unit })
  for (const [word, era] of Object.entries(common.ERAS)) addWord(words, word, { kind: 'era', value: era })
}

/** English and common words, where the language has no name of its own in the way. */
function addForeign(words: Words, foreign: Lexicon): void {
  for (const [key, meanings] of foreign) {
    const own = words.get(key)
    if (own === undefined) words.set(key, [...meanings])
    else own.push(...meanings.filter((meaning) => !isName(meaning)))
  }
}

function isName(meaning: Meaning): boolean {
  return meaning.kind === 'month' || meaning.kind === 'weekday'
}
