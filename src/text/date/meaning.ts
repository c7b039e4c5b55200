/** The four of East Africa stand beside hours that many count from sunrise and sunset: `saa 3 asubuhi` is nine. */
export type DayPart = 'am' | 'pm' | 'night' | 'midday' | SunPart
export type SunPart = 'sunMorning' | 'sunDay' | 'sunAfternoon' | 'sunEvening' | 'sunNight'
/** Gregorian, of Iran and of Nepal. */
export type Calendar = 'gregorian' | 'jalali' | 'bikram'
export type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'
export type Era = 'roc' | 'reiwa' | 'heisei' | 'showa' | 'buddhist' | 'common'

/** What a word says in a date. A word may have several: `mar` is March and Tuesday. */
export type Meaning =
  | { readonly kind: 'month'; readonly value: number; readonly calendar: Calendar }
  /** 0 Sunday … 6 Saturday. */
  | { readonly kind: 'weekday'; readonly value: number }
  | { readonly kind: 'part'; readonly value: DayPart }
  /** Noon and midnight. */
  | { readonly kind: 'hour'; readonly value: number }
  /** Follows its number: 年, h, Uhr, год. */
  | { readonly kind: 'unit'; readonly value: Unit }
  /** Precedes its number: tháng 7, năm 2024. */
  | { readonly kind: 'label'; readonly value: Unit }
  | { readonly kind: 'era'; readonly value: Era }
  /** Precedes a time: pukul, à, um, klo. */
  | { readonly kind: 'cue' }
  /** Says nothing: of, de, the, ordinal endings. */
  | { readonly kind: 'filler' }
  /** 0 today, −1 yesterday … */
  | { readonly kind: 'dayref'; readonly value: number }

/**
 * Folded words and phrases (words parted by one space) with their meanings: a language's own, and those of English and of all
 * languages, which each shares. A text may name months of seventy: to copy these into each took a quarter of reading it.
 */
export type Lexicon = {
  readonly own: ReadonlyMap<string, readonly Meaning[]>
  readonly shared: Lexicon | undefined
}

export function meaningsIn({ own, shared }: Lexicon, key: string): readonly Meaning[] | undefined {
  return own.get(key) ?? shared?.own.get(key)
}

/** All words of a lexicon, its own first. */
export function wordsOf({ own, shared }: Lexicon): readonly (readonly [string, readonly Meaning[]])[] {
  return [...own, ...[...(shared?.own ?? [])].filter(([key]) => !own.has(key))]
}
