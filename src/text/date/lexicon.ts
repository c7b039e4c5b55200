import { askDayReferences, askNames, type Named, readNames } from './cldr.ts'
import { DATE_NAMES, DAY_REFERENCES, JALALI_NAMES } from './cldr-table.ts'
import * as common from './common-words.ts'
import { foldWord } from './fold.ts'
import type { DayPart, Lexicon, Meaning, Unit } from './meaning.ts'
import { NAMES } from './name-table.ts'
import { LANGUAGES, SPELLINGS, type Spellings } from './spellings.ts'

type Words = Map<string, Meaning[]>

const DAY_PARTS = [
  'am',
  'pm',
  'night',
  'midday',
  'sunMorning',
  'sunDay',
  'sunAfternoon',
  'sunEvening',
  'sunNight',
] as const satisfies readonly DayPart[]

/** What words mean in dates of `language` (a primary subtag), English and the words of all languages included. */
export function lexiconOf(language: string): Lexicon {
  const known = lexicons.get(language)
  if (known !== undefined) return known
  const words: Words = new Map()
  addLanguage(words, language)
  const shared = language === 'en' ? undefined : lexiconOf('en')
  if (shared === undefined) addCommon(words)
  else addShared(words, shared)
  const lexicon: Lexicon = { own: words, shared }
  lexicons.set(language, lexicon)
  return lexicon
}

/** A pure function's memory: to make one takes a while, and it never changes. Bounded by the languages there are. */
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
  // `Intl` is asked for languages that no document is read in but one that says so.
  const namesOf = (locale: string) => tabled(DATE_NAMES, locale) ?? askNames(locale)
  for (const locale of [language, ...(spellings.also ?? [])]) addNamed(words, namesOf(locale))
  addGroups(words, spellings.months, (index) => ({ kind: 'month', value: index + 1, calendar: 'gregorian' }))
  addGroups(words, spellings.weekdays, (index) => ({ kind: 'weekday', value: index }))
  addGroups(words, spellings.jalali, (index) => ({ kind: 'month', value: index + 1, calendar: 'jalali' }))
  addGroups(words, spellings.bikram, (index) => ({ kind: 'month', value: index + 1, calendar: 'bikram' }))
  for (const part of DAY_PARTS) {
    addGroups(words, spellings[part], () => ({ kind: 'part', value: part }))
  }
  addGroups(words, spellings.noon, () => ({ kind: 'hour', value: 12 }))
  addGroups(words, spellings.midnight, () => ({ kind: 'hour', value: 0 }))
  addGroups(words, spellings.today, () => ({ kind: 'dayref', value: 0 }))
  addGroups(words, spellings.yesterday, () => ({ kind: 'dayref', value: -1 }))
  addGroups(words, spellings.dayBefore, () => ({ kind: 'dayref', value: -2 }))
  if (language === 'fa' || language === 'ps') addNamed(words, readNames(JALALI_NAMES))
  addNamed(words, tabled(DAY_REFERENCES, language) ?? askDayReferences(language))
}

function tabled(table: Readonly<Record<string, string>>, locale: string): readonly Named[] | undefined {
  const line = Object.hasOwn(table, locale) ? table[locale] : undefined
  return line === undefined ? undefined : readNames(line)
}

function addNamed(words: Words, named: readonly Named[]): void {
  for (const [word, meaning] of named) addKey(words, word, meaning)
}

function addGroups(words: Words, groups: string | undefined, meaningOf: (index: number) => Meaning): void {
  if (groups === undefined) return
  for (const [index, group] of groups.split('|').entries()) {
    for (const word of group.split(',')) addWord(words, word, meaningOf(index))
  }
}

function addWord(words: Words, written: string, meaning: Meaning): void {
  const key = foldWord(written)
  if (key !== '') addKey(words, key, meaning)
}

function addKey(words: Words, key: string, meaning: Meaning): void {
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

/** What English and common words mean besides, where the language has no name of its own in the way. */
function addShared(words: Words, { own: shared }: Lexicon): void {
  for (const [key, own] of words) own.push(...(shared.get(key)?.filter((meaning) => !isName(meaning)) ?? []))
}

function isName(meaning: Meaning): boolean {
  return meaning.kind === 'month' || meaning.kind === 'weekday'
}
