/**
 * Writes src/text/date/name-table.ts: the names of months and weekdays by which a date's language is recognized, as CLDR
 * inflects them (asked of `Intl`) and as the press spells them (src/text/date/spellings.ts); and src/text/date/cldr-table.ts: the words of
 * dates and distances in those languages, as CLDR has them. To ask for those of all languages takes more than a second, which a
 * document would hold others up; run it again after a change of the spellings: `node scripts/date-names.ts`.
 */
import { writeFileSync } from 'node:fs'
import {
  askDayReferences,
  askJalaliNames,
  askNames,
  askPatterns,
  writeNames,
  writePatterns,
} from '../src/text/date/cldr.ts'
import { foldWord } from '../src/text/date/fold.ts'
import { LANGUAGES, SPELLINGS } from '../src/text/date/spellings.ts'

const LATIN = /\p{Script=Latin}/u
const NOT_LATIN = /(?!\p{Script=Latin})\p{L}/u

/** What stands in a date written with `options`, where it is a word: `7月` is a number with a mark. */
function partOf(format: Intl.DateTimeFormat, date: number, type: Intl.DateTimeFormatPartTypes): string[] {
  const written = format.formatToParts(date).find((part) => part.type === type)?.value
  return written === undefined || /\d/.test(written) ? [] : [written]
}

function namesIn(language: string): readonly string[] {
  const names: string[] = []
  const locale = `${language}-u-ca-gregory-nu-latn`
  const alone = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
  for (const style of ['long', 'short'] as const) {
    const inDate = new Intl.DateTimeFormat(locale, { month: style, day: 'numeric', weekday: style, timeZone: 'UTC' })
    for (let month = 0; month < 12; month++) {
      const date = Date.UTC(2024, month, 15)
      names.push(...partOf(alone, date, 'month'), ...partOf(inDate, date, 'month'), ...partOf(inDate, date, 'weekday'))
    }
  }
  const { months = '', weekdays = '', today = 'a' } = SPELLINGS[language] ?? {}
  names.push(...months.split(/[|,]/), ...weekdays.split(/[|,]/))
  const words = names.flatMap((name) => foldWord(name).split(' ')).filter((word) => word !== '')
  // A word of another script than the language's own names nothing in it.
  return [...new Set(words)].filter((word) => (LATIN.test(word) ? LATIN : NOT_LATIN).test(today))
}

const lines = LANGUAGES.map((language) => `  ${language}: '${namesIn(language).join(' ')}',\n`)
writeFileSync(
  new URL('../src/text/date/name-table.ts', import.meta.url),
  `// Made by scripts/date-names.ts from CLDR ${process.versions['cldr']} (Unicode-3.0) and the spellings beside it. Not to be edited.

/** The words in names of months and weekdays, as \`foldWord\` makes them, by language. */
export const NAMES: Readonly<Record<string, string>> = {
${lines.join('')}}
`,
)

const locales = [...new Set(LANGUAGES.flatMap((language) => [language, ...(SPELLINGS[language]?.also ?? [])]))]

/** As a property of a table. */
function line(key: string, value: string): string {
  const name = /^[a-z]+$/.test(key) ? `${key}: ` : `'${key}':\n    `
  return value === '' ? '' : `  ${name}'${value}',\n`
}

const names = locales.map((locale) => line(locale, writeNames(askNames(locale))))
const days = LANGUAGES.map((language) => line(language, writeNames(askDayReferences(language))))
const patterns = LANGUAGES.map((language) => line(language, writePatterns(askPatterns(language))))
writeFileSync(
  new URL('../src/text/date/cldr-table.ts', import.meta.url),
  `// Made by scripts/date-names.ts from CLDR ${process.versions['cldr']} (Unicode-3.0). Not to be edited.

/** The names of months, weekdays and halves of the day, by locale: \`readNames\` reads them. */
export const DATE_NAMES: Readonly<Record<string, string>> = {
${names.join('')}}

/** The months of the Iranian calendar. */
export const JALALI_NAMES =
  '${writeNames(askJalaliNames())}'

/** Today, yesterday and the day before, by language. */
export const DAY_REFERENCES: Readonly<Record<string, string>> = {
${days.join('')}}

/** How long ago, by language: \`readPatterns\` reads them. */
export const PATTERNS: Readonly<Record<string, string>> = {
${patterns.join('')}}
`,
)
