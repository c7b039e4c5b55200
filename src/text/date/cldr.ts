import { foldWord } from './fold.ts'
import type { Meaning } from './meaning.ts'

/** A word of a language's dates, folded, and one of its meanings. */
export type Named = readonly [word: string, meaning: Meaning]

export const UNITS = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'] as const
export type RelativeUnit = (typeof UNITS)[number]

/** A way to say how long ago: `#` stands for the number, or the number is in the words. */
export type Pattern = { readonly text: string; readonly unit: RelativeUnit; readonly number?: number }

/** As patterns are looked for. */
export function foldPhrase(text: string): string {
  return foldWord(text.replace(/[,:;()]/g, ' '))
}

/** Month, weekday and half-day names of CLDR, alone and as they are inflected inside a date. Takes `Intl` some ten milliseconds. */
export function askNames(locale: string): readonly Named[] {
  if (Intl.DateTimeFormat.supportedLocalesOf(locale).length === 0) return []
  const named: Named[] = []
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
      const parts = format.formatToParts(Date.UTC(2024, month - 1, 15))
      named.push(...wordIn(parts, 'month', { kind: 'month', value: month, calendar: 'gregorian' }))
    }
  }
  for (const weekday of ['long', 'short'] as const) {
    // Alone and, where it is long, inflected beside a date: `maanantai`, `maanantaina 5. elokuuta`.
    const forms = weekday === 'long' ? [{}, { day: 'numeric', month: 'long', year: 'numeric' } as const] : [{}]
    for (const date of forms) {
      const format = new Intl.DateTimeFormat(plain, { weekday, ...date, timeZone: 'UTC' })
      // 4 August 2024 was a Sunday.
      for (let day = 0; day < 7; day++) {
        const parts = format.formatToParts(Date.UTC(2024, 7, 4 + day))
        named.push(...wordIn(parts, 'weekday', { kind: 'weekday', value: day }))
      }
    }
  }
  const clock = new Intl.DateTimeFormat(plain, { hour: 'numeric', hour12: true, timeZone: 'UTC' })
  named.push(
    ...wordIn(clock.formatToParts(Date.UTC(2024, 0, 1, 9)), 'dayPeriod', { kind: 'part', value: 'am' }),
    ...wordIn(clock.formatToParts(Date.UTC(2024, 0, 1, 15)), 'dayPeriod', { kind: 'part', value: 'pm' }),
  )
  return named
}

/** The months of the Iranian calendar. */
export function askJalaliNames(): readonly Named[] {
  const format = new Intl.DateTimeFormat('fa-u-ca-persian-nu-latn', { month: 'long', timeZone: 'UTC' })
  // The middle of Farvardin is the beginning of April.
  return Array.from({ length: 12 }, (_, month) =>
    wordIn(format.formatToParts(Date.UTC(2024, month + 3, 5)), 'month', {
      kind: 'month',
      value: month + 1,
      calendar: 'jalali',
    }),
  ).flat()
}

/** Today, yesterday and, where a language has a word for it, the day before. */
export function askDayReferences(language: string): readonly Named[] {
  if (Intl.RelativeTimeFormat.supportedLocalesOf(language).length === 0) return []
  const format = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: 'auto' })
  return [0, -1, -2].flatMap((value) => folded(format.format(value, 'day'), { kind: 'dayref', value }))
}

function wordIn(
  parts: readonly Intl.DateTimeFormatPart[],
  type: Intl.DateTimeFormatPartTypes,
  meaning: Meaning,
): readonly Named[] {
  return folded(parts.find((part) => part.type === type)?.value ?? '', meaning)
}

function folded(written: string, meaning: Meaning): readonly Named[] {
  // `7月` is a number with a mark; both are known.
  const word = /\d/.test(written) ? '' : foldWord(written)
  return word === '' ? [] : [[word, meaning]]
}

/** Numbers whose plural forms differ somewhere. */
const COUNTS = [1, 2, 3, 5, 11, 21, 100]

/** CLDR's ways to say how long ago. Takes `Intl` some ten milliseconds. */
export function askPatterns(language: string): readonly Pattern[] {
  if (Intl.RelativeTimeFormat.supportedLocalesOf(language).length === 0) return []
  const patterns: Pattern[] = []
  for (const style of ['long', 'short', 'narrow'] as const) {
    const format = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { style, numeric: 'always' })
    for (const unit of UNITS) {
      for (const count of COUNTS) {
        const past = foldPhrase(shape(format.formatToParts(-count, unit)))
        // Narrow forms of some languages differ in the sign only, which folding takes away.
        if (past === foldPhrase(shape(format.formatToParts(count, unit)))) continue
        patterns.push(past.includes('#') ? { text: past, unit } : { text: past, unit, number: count })
      }
    }
  }
  return patterns
}

function shape(parts: readonly Intl.RelativeTimeFormatPart[]): string {
  return parts
    .map((part) => (part.type === 'integer' ? '#' : part.value))
    .join('')
    .replaceAll('+', '')
}

/** The meanings that CLDR names, by how they are written in a table. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ...Array.from({ length: 12 }, (_, at): [string, Meaning] => [
    `m${at + 1}`,
    { kind: 'month', value: at + 1, calendar: 'gregorian' },
  ]),
  ...Array.from({ length: 12 }, (_, at): [string, Meaning] => [
    `j${at + 1}`,
    { kind: 'month', value: at + 1, calendar: 'jalali' },
  ]),
  ...Array.from({ length: 7 }, (_, at): [string, Meaning] => [`w${at}`, { kind: 'weekday', value: at }]),
  ['am', { kind: 'part', value: 'am' }],
  ['pm', { kind: 'part', value: 'pm' }],
  ...Array.from({ length: 3 }, (_, at): [string, Meaning] => [`d${at}`, { kind: 'dayref', value: at === 0 ? 0 : -at }]),
])

/** Words of a table, `m1=januari|m2=…`. */
export function readNames(line: string): readonly Named[] {
  return line.split('|').flatMap((pair) => {
    const [code = '', word = ''] = pair.split('=')
    const meaning = MEANINGS.get(code)
    return meaning === undefined ? [] : [[word, meaning] as const]
  })
}

/** As `readNames` reads them, each once. */
export function writeNames(named: readonly Named[]): string {
  const codes = new Map([...MEANINGS].map(([code, meaning]) => [JSON.stringify(meaning), code]))
  return [...new Set(named.map(([word, meaning]) => `${codes.get(JSON.stringify(meaning))}=${word}`))].join('|')
}

/** Patterns of a table, `2=# jam yang lalu|3:1=kemarin`: the unit, the number where it is in the words, and the words. */
export function readPatterns(line: string): readonly Pattern[] {
  return line.split('|').flatMap((pair) => {
    const [, at, number, text = ''] = /^(\d)(?::(\d+))?=(.*)$/.exec(pair) ?? []
    const unit = UNITS[Number(at)]
    if (unit === undefined) return []
    return [number === undefined ? { text, unit } : { text, unit, number: Number(number) }]
  })
}

/** As `readPatterns` reads them, each once. */
export function writePatterns(patterns: readonly Pattern[]): string {
  const written = patterns.map(({ text, unit, number }) => {
    const counted = number === undefined ? '' : `:${number}`
    return `${UNITS.indexOf(unit)}${counted}=${text}`
  })
  return [...new Set(written)].join('|')
}
