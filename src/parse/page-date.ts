import { type DateHints, parseDate } from '../text/date.ts'

export type PageDateOptions = DateHints

/** A date as a page writes it: the words that are the date, to be read again by whoever decides what they mean. */
export type PageDate = { readonly text: string; readonly hasTime: boolean }

/** The first date in a line of a page. Undefined where there is none, or only one that would have to be guessed. */
export function findPageDate(line: string, options: PageDateOptions): PageDate | undefined {
  if (!/[\p{N}]/u.test(line)) return undefined
  const whole = parseDate(line, options)
  return whole === undefined ? undefined : { text: line, hasTime: whole.precision !== 'day' }
}
