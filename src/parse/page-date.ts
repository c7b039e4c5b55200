import { type DateHints, findDate, type ParsedDate, parseDate } from '../text/date.ts'

export type PageDateOptions = DateHints

/** A date as a page writes it: the words that are the date, to be read again by whoever decides what they mean. */
export type PageDate = { readonly text: string; readonly hasTime: boolean }

/** Longer lines are prose: the dates in them are of what is told. */
const maxLine = 400

/** The first date in a line of a page. Undefined where there is none, or only one that would have to be guessed. */
export function findPageDate(line: string, options: PageDateOptions): PageDate | undefined {
  if (line.length > maxLine || !mayHoldDate(line)) return undefined
  const found = findDate(line, options)
  if (found === undefined) return undefined
  const hasTime = found.precision !== 'day'
  const text = wordsOf(line, found, options)
  return { text, hasTime }
}

/**
 * Cheap, because most lines of a page hold none: a date has three digits, in whatever script, or is short (`9 Maret`,
 * `3 jam lalu`, `kemarin`).
 */
function mayHoldDate(line: string): boolean {
  if (line.length <= 12) return true
  const digits = line.match(/[\p{Nd}一二三四五六七八九十]/gu)?.length ?? 0
  return digits >= 3 || (digits >= 1 && line.length <= 30)
}

/**
 * The words of `line` that make the date: words are taken off its ends as long as the rest means the same. Where the words
 * alone are not read as a date, the date itself, as RFC 3339 writes it.
 */
function wordsOf(line: string, date: ParsedDate, options: PageDateOptions): string {
  const words = line.trim().split(/\s+/)
  let start = 0
  let end = words.length
  const means = (from: number, to: number) => {
    const found = findDate(words.slice(from, to).join(' '), options)
    return (
      found !== undefined &&
      found.at === date.at &&
      found.precision === date.precision &&
      found.offsetMinutes === date.offsetMinutes
    )
  }
  while (end - start > 1 && !partOfDay.test(words[end - 1] ?? '') && means(start, end - 1)) end--
  while (end - start > 1 && means(start + 1, end) && !isWeekday(words[start] ?? '', options)) start++
  const text = words.slice(start, end).join(' ')
  return parseDate(text, options)?.at === date.at ? text : rfc3339(date)
}

/** Kept at the end even where the time is the same without it: `9:02 AM`, `11 Uhr`. */
const partOfDay = /^(?:[ap]\.?m\.?|uhr|wib|wita|wit|utc|gmt|[ceap][esd]?t)[.,]?$/i

/** A day of the week before a date is kept: it is a check on the rest. */
function isWeekday(word: string, { language }: PageDateOptions): boolean {
  if (!/^\p{L}[\p{L}\p{M}'’]*[,،]$/u.test(word)) return false
  const fold = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{M}]/gu, '')
  const wanted = fold(word)
  const languages = [language ?? 'en', 'en', 'id'].filter(
    (tag) => Intl.DateTimeFormat.supportedLocalesOf(tag.slice(0, 2)).length > 0,
  )
  return languages.some((tag) => {
    const format = new Intl.DateTimeFormat(tag.slice(0, 2), { weekday: 'long', timeZone: 'UTC' })
    // The first of March 2026 was a Sunday.
    return Array.from({ length: 7 }, (_, day) => fold(format.format(Date.UTC(2026, 2, 1 + day)))).includes(wanted)
  })
}

function rfc3339({ at, offsetMinutes, precision }: ParsedDate): string {
  const wall = new Date(at + (offsetMinutes ?? 0) * 60_000).toISOString()
  if (precision === 'day') return wall.slice(0, 10)
  if (offsetMinutes === undefined) return precision === 'instant' ? `${wall.slice(0, 19)}Z` : wall.slice(0, 19)
  const minutes = Math.abs(offsetMinutes)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${wall.slice(0, 19)}${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
