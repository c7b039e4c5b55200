import { parseDate, parseStandardDate } from '../text/date.ts'

/** After so many dates of one document that are none, or are sentences, only those in a standard's form are read. */
const MAX_DOUBTFUL_DATES = 100
const MAX_DATE = 80

/** Reads the dates of one document, of which none can hold others up for long. */
export type DocumentDates = {
  readonly read: typeof parseDate
  /** How many took longer than those in a standard's form. */
  readonly slow: number
}

export function datesOfDocument(): DocumentDates {
  let slow = 0
  let doubtful = 0
  return {
    read(text, hints) {
      const standard = parseStandardDate(text, hints)
      if (standard !== undefined || doubtful >= MAX_DOUBTFUL_DATES) return standard
      slow++
      const date = parseDate(text, hints)
      if (date === undefined || text.length > MAX_DATE) doubtful++
      return date
    },
    get slow() {
      return slow
    },
  }
}
