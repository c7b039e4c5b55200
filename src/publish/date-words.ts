import type { Instant } from '../model/instant.ts'

/** Dates as people read them, in one language and zone. Never relative: what is written must not age. */
export type DateWords = {
  /** `Senin, 1 Juli 2024` */
  day(at: Instant): string
  /** `15.53 WIB` */
  time(at: Instant): string
  /** `1 Jul, 15.53` */
  short(at: Instant): string
  /** `1 Juli 2024 pukul 15.53 WIB` */
  full(at: Instant): string
}

/** `language` is BCP 47, `timezone` an IANA name. */
export function dateWords(language: string, timezone: string): DateWords {
  const locale = Intl.DateTimeFormat.supportedLocalesOf(language).length === 0 ? 'en-GB' : language
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: timezone, ...options })
  const day = make({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const time = make({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' })
  const short = make({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' })
  const full = make({
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
  return {
    day: (at) => day.format(at),
    time: (at) => time.format(at),
    short: (at) => short.format(at),
    full: (at) => full.format(at),
  }
}
