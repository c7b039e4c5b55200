import { createRequire } from 'node:module'
import { isIP } from 'node:net'
import { z } from 'zod'
import { expressionMistake } from './cel.ts'
import { selectorMistake } from './css-selector.ts'
import { nearestKey } from './nearest-key.ts'

/** Whether the scheduler can read it; it is loaded only where a section has a schedule. */
function isCron(text: string): boolean {
  const { validate } = createRequire(import.meta.url)('node-cron') as typeof import('node-cron')
  return validate(text)
}

/** What reading a value came to: the value, or what to tell the operator beside "expected …, found …". */
type Reading<T> =
  | { readonly value: T; readonly hint?: undefined; readonly found?: undefined }
  | { readonly value?: undefined; readonly hint?: string | undefined; readonly found?: string | undefined }

/** What a schema of ours says of a value it refuses; `explain.ts` makes a problem of it. */
export type Refusal = {
  readonly expected: string
  readonly hint: string | undefined
  readonly found: string | undefined
}

/** A schema for one kind of value, with the words for it. Transforms: `30m` becomes 1,800,000. */
export function reader<T>(expected: string, read: (value: unknown) => Reading<T>): z.ZodType<T, unknown> {
  return z.unknown().transform((value, context): T => {
    const reading = read(value)
    if (reading.value !== undefined) return reading.value
    const refusal: Refusal = { expected, hint: reading.hint, found: reading.found }
    context.issues.push({ code: 'custom', input: value, params: refusal, message: expected })
    return z.NEVER
  })
}

/** `off` and `false` are the same. */
export function isOff(value: unknown): boolean {
  return value === false || value === 'off'
}

function ofText<T>(expected: string, read: (text: string) => Reading<T>): z.ZodType<T, unknown> {
  return reader(expected, (value) => {
    if (typeof value === 'string') return value.trim() === '' ? { found: 'empty text' } : read(value.trim())
    return typeof value === 'number' || typeof value === 'boolean' ? { hint: 'put it in quotes if it is text' } : {}
  })
}

/** One line of text. */
export const line = ofText('text', (text) =>
  /[\p{Cc}\u2028\u2029]/u.test(text.replace(/\s+/g, ' '))
    ? { found: 'text with control characters' }
    : { value: text.replace(/\s+/g, ' ') },
)

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}
const unitNames: Readonly<Record<string, string>> = {
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  min: 'm',
  mins: 'm',
  minute: 'm',
  minutes: 'm',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  week: 'w',
  weeks: 'w',
}
/** A hundred years: nothing sensible is longer, and sums of such numbers stay exact. */
const longestMs = 100 * 366 * 86_400_000

function readDuration(value: unknown): Reading<number> {
  if (typeof value === 'number') return { hint: `a unit is missing: did you mean ${value}m?` }
  if (typeof value !== 'string') return {}
  const text = value.trim()
  if (/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text)) {
    let sum = 0
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g))
      sum += Number(amount) * (unitMs[unit ?? ''] ?? 0)
    return sum > longestMs ? { hint: 'at most 100 years' } : { value: Math.round(sum) }
  }
  const near = /^(\d+) ?([a-zA-Z]+)$/.exec(text)
  const unit = near?.[2]?.toLowerCase()
  const short = unit === undefined ? undefined : (unitNames[unit] ?? (unit in unitMs ? unit : undefined))
  if (near && short) return { hint: `did you mean ${near[1]}${short}?` }
  return /^\d+$/.test(text) ? { hint: `a unit is missing: did you mean ${text}m?` } : {}
}

const aDuration = 'a duration such as 30m, 24h or 7d'

/** Milliseconds, more than none. */
export const duration = reader(aDuration, (value) => {
  const reading = readDuration(value)
  return reading.value !== undefined && reading.value === 0 ? { hint: 'it cannot be nothing' } : reading
})

/** Milliseconds; `off`, `0` and `0s` are none. */
export const gap = reader('a duration such as 2s, or off', (value) =>
  isOff(value) || value === 0 ? { value: 0 } : readDuration(value),
)

/** Milliseconds; Infinity for `off`. */
export const durationOrOff = reader<number>(`${aDuration}, or off`, (value) => {
  if (isOff(value)) return { value: Number.POSITIVE_INFINITY }
  const reading = readDuration(value)
  return reading.value !== undefined && reading.value === 0 ? { hint: 'it cannot be nothing' } : reading
})

function wholeNumber(value: unknown, least: number): Reading<number> {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && value >= least ? { value } : {}
  }
  return typeof value === 'string' && /^\d+$/.test(value) ? { hint: 'write it without quotes' } : {}
}

/** A whole number from `least` up. */
export function count(least: number): z.ZodType<number, unknown> {
  return reader(`a whole number, ${least} or more`, (value) => wholeNumber(value, least))
}

/** A whole number from 1 up; Infinity for `off`. */
export const countOrOff = reader<number>('a whole number, 1 or more, or off', (value) =>
  isOff(value) ? { value: Number.POSITIVE_INFINITY } : wholeNumber(value, 1),
)

/** A share from 0 to 1, written `70%`; 1 for `off`, for more than all cannot be lost. */
export const shareOrOff = reader<number>('a percentage such as 70%, or off', (value) => {
  if (isOff(value)) return { value: 1 }
  if (typeof value === 'number') {
    const percent = value > 0 && value <= 1 ? value * 100 : value
    return percent >= 0 && percent <= 100 ? { hint: `did you mean ${percent}%?` } : {}
  }
  if (typeof value !== 'string') return {}
  const match = /^(\d{1,3}(?:\.\d+)?) ?%$/.exec(value.trim())
  return match && Number(match[1]) <= 100 ? { value: Number(match[1]) / 100 } : {}
})

/** `true`, `on`, `false`, `off`. */
export const onOff = reader('true or false (on, off)', (value) => {
  if (value === true || value === 'on') return { value: true }
  if (isOff(value)) return { value: false }
  if (typeof value !== 'string') return {}
  const meant = { yes: 'true', y: 'true', no: 'false', n: 'false', true: 'true', false: 'false' }[value.toLowerCase()]
  return meant ? { hint: `did you mean ${meant}?` } : {}
})

/** Attributes of an outline, by their names. */
export const outline = reader<Readonly<Record<string, string>>>(
  "a map of an outline's attributes, names and texts",
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
    const read: Record<string, string> = {}
    for (const [name, content] of Object.entries(value)) {
      if (!/^[\p{L}_][\p{L}\p{N}_.-]*(:[\p{L}_][\p{L}\p{N}_.-]*)?$/u.test(name))
        return { found: `the name ${JSON.stringify(name)}, which no attribute can have` }
      if (typeof content !== 'string') return { found: `${name} without text`, hint: 'put its value in quotes' }
      read[name] = content
    }
    return { value: read }
  },
)

/** One of a few words; where `off` is given, it and `false` stand for that one. */
export function oneOf<T extends string>(words: readonly T[], off?: T): z.ZodType<T, unknown> {
  const list = words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
  return reader(`${list}`, (value) => {
    if (off !== undefined && isOff(value)) return { value: off }
    const known = words.find((word) => word === value)
    if (known !== undefined) return { value: known }
    const near = typeof value === 'string' ? nearestKey(value, words) : undefined
    return near ? { hint: `did you mean ${near}?` } : {}
  })
}

/** Text, or undefined for `off`. */
export const lineOrOff = reader<{ readonly text: string | undefined }>('text, or off', (value) => {
  if (isOff(value)) return { value: { text: undefined } }
  if (typeof value !== 'string')
    return typeof value === 'object' && value !== null ? { hint: 'a text with { or [ needs quotes' } : {}
  const text = value.replace(/\s+/g, ' ').trim()
  return text === '' || /\p{Cc}/u.test(text) ? { hint: 'to have none write off' } : { value: { text } }
})

function readHttpUrl(text: string): Reading<URL> {
  if (/[\s\p{Cc}]/u.test(text)) return { hint: 'a URL has no spaces: write %20 for one' }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase()
  if (scheme === 'http' || scheme === 'https') {
    if (!/^https?:\/\/[^/?#]/i.test(text)) return { found: 'a URL without a host' }
    const url = URL.parse(text)
    return url && url.hostname !== '' && !url.hostname.startsWith('.') ? { value: url } : { found: 'a malformed URL' }
  }
  if (scheme === 'feed')
    return {
      hint: `did you mean ${text.replace(/^feed:(\/\/)?(https?:)?/i, (_, slashes, inner) => inner ?? `https:${slashes ?? '//'}`)}?`,
    }
  if (/^(\/\/)?[\w-]+(\.[\w-]+)+([:/?].*)?$/.test(text))
    return { hint: `did you mean https://${text.replace(/^\/\//, '')}?` }
  return {}
}

const anHttpUrl = 'an http or https URL'

/** An absolute http(s) URL. User name and password stay in it for `source-url.ts` to take out. */
export const httpUrl = ofText(anHttpUrl, readHttpUrl)

/** The URL of a service of ours to call: a webhook, a hub. */
export const serviceUrl = ofText<string>(anHttpUrl, (text) => {
  const reading = readHttpUrl(text)
  return reading.value !== undefined ? { value: reading.value.href } : reading
})

/** The public base URL: ends in `/`, nothing after it. */
export const baseUrl = ofText<string>(`${anHttpUrl} of the published site`, (text) => {
  const reading = readHttpUrl(text)
  if (reading.value === undefined) return reading
  const url = reading.value
  if (url.username !== '' || url.password !== '') return { found: 'a URL with a user name' }
  if (url.search !== '' || url.hash !== '') return { found: 'a URL with ? or #' }
  return { value: url.href.endsWith('/') ? url.href : `${url.href}/` }
})

/** RFC 4151 section 2.1 for tag URIs; any other absolute URI may begin an id as well (RFC 4287 section 4.2.6). */
export const idBase = ofText<string>('the beginning of a URI such as tag:news.example.org,2026:', (text) => {
  if (!/^[a-z][a-z0-9+.-]*:[A-Za-z0-9\-._~:/?@!$&'()*+,;=%]+$/i.test(text) || /%(?![0-9a-f]{2})/i.test(text)) return {}
  if (!/^tag:/i.test(text)) return { value: text }
  const authority = /^tag:[a-z0-9.@_+-]+,\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?:/i
  return authority.test(text) ? { value: text } : { hint: 'a tag is tag:NAME,YEAR: and then anything (RFC 4151)' }
})

/** Who to write to: it goes into a request header, so only what one may hold. */
export const contact = ofText<string>('a mail address or an http(s) URL', (text) => {
  if (/^[^\s@()<>,;:"\\[\]\p{Cc}]+@[^\s@()<>,;:"\\[\]\p{Cc}]+$/u.test(text) && !/[^\x21-\x7e]/.test(text))
    return { value: text }
  const bare = text.replace(/^mailto:/i, '')
  if (bare !== text) return { hint: `did you mean ${bare}?` }
  const reading = readHttpUrl(text)
  return reading.value !== undefined ? { value: reading.value.href } : {}
})

const mistakenLanguages: Readonly<Record<string, string>> = {
  jp: 'ja',
  cn: 'zh',
  kr: 'ko',
  ua: 'uk',
  gr: 'el',
  cz: 'cs',
  dk: 'da',
  se: 'sv',
  ir: 'fa',
  vn: 'vi',
  tw: 'zh-TW',
  us: 'en-US',
  uk: 'uk',
  eng: 'en',
  ind: 'id',
}

/** A BCP 47 language tag in its canonical form (RFC 5646 section 4.5); undefined when it is none. */
export function languageTag(text: string): string | undefined {
  if (!/^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(text)) return undefined
  try {
    const tag = Intl.getCanonicalLocales(text)[0]
    // The registry is long for three letters; of two letters CLDR names every one.
    const primary = tag?.split('-')[0] ?? ''
    const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
    return primary.length === 2 && names.of(primary) === undefined ? undefined : tag
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** A BCP 47 tag, canonical: `zh-tw` becomes `zh-TW`, `in` becomes `id`. */
export const language = ofText<string>('a language tag such as id, en or zh-TW (BCP 47)', (text) => {
  const tag = languageTag(text)
  if (tag !== undefined) return { value: tag }
  const meant = mistakenLanguages[text.toLowerCase()] ?? languageTag(text.replaceAll('_', '-'))
  if (meant !== undefined) return { hint: `did you mean ${meant}?` }
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })
  const two = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((a, _, all) => all.map((b) => a + b))
  const named = two.find((code) => names.of(code)?.toLowerCase() === text.toLowerCase())
  return named ? { hint: `did you mean ${named}?` } : {}
})

const zoneNicknames: Readonly<Record<string, string>> = {
  wib: 'Asia/Jakarta',
  wita: 'Asia/Makassar',
  wit: 'Asia/Jayapura',
  jakarta: 'Asia/Jakarta',
  london: 'Europe/London',
  est: 'America/New_York',
  pst: 'America/Los_Angeles',
  ist: 'Asia/Kolkata',
  jst: 'Asia/Tokyo',
  cet: 'Europe/Berlin',
  msk: 'Europe/Moscow',
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** An IANA time zone, or an offset such as +07:00. */
export const timezone = ofText<string>('a time zone such as Asia/Jakarta', (text) => {
  if (isTimeZone(text)) return { value: text }
  const nickname = zoneNicknames[text.toLowerCase()]
  const near = nickname ?? nearestKey(text.replaceAll(' ', '_'), Intl.supportedValuesOf('timeZone'))
  return near ? { hint: `did you mean ${near}?` } : {}
})

/** Five fields: minute, hour, day of the month, month, day of the week. Editions are renewed at most once a minute. */
export const cron = ofText<string>('a cron expression of five fields such as */15 * * * *', (text) => {
  if (text.startsWith('@')) return isCron(text) ? { value: text } : {}
  const fields = text.split(/\s+/).length
  if (fields !== 5) return { found: `${fields} field${fields === 1 ? '' : 's'}` }
  return isCron(text) ? { value: text } : {}
})

/** A CSS selector that the page reader's engine knows. */
export const selector = ofText<string>('a CSS selector such as article.card', (text) => {
  const mistake = selectorMistake(text)
  if (mistake === undefined) return { value: text }
  const rest = text.slice(mistake, mistake + 20)
  return { hint: rest === '' ? 'it ends too soon' : `it goes wrong at ${JSON.stringify(rest)}` }
})

/** A condition in CEL, its regular expressions RE2; as written, whitespace and all. */
export const expression = reader<string>('a condition in CEL such as entry.title.contains("x")', (value) => {
  if (typeof value !== 'string') return typeof value === 'boolean' ? { hint: 'put it in quotes' } : {}
  const mistake = expressionMistake(value)
  if (mistake === undefined) return { value }
  const rest = value.slice(mistake.at ?? 0, (mistake.at ?? 0) + 20)
  const where = mistake.at === undefined ? '' : rest === '' ? ' at its end' : ` at ${JSON.stringify(rest)}`
  return { hint: `${mistake.message}${where}` }
})

/** Words of a keyword rule; a single one needs no list. */
export const words = reader<readonly string[]>('a list of words such as [ASEAN, "harga minyak*"]', (value) => {
  const list = Array.isArray(value) ? value : [value]
  if (list.length === 0) return { found: 'an empty list' }
  const read: string[] = []
  for (const item of list) {
    if (typeof item !== 'string') return { found: Array.isArray(value) ? 'something else than words in it' : undefined }
    const word = item.trim()
    if (word === '' || /^\*+$/.test(word)) return { found: `the word "${item}", which would match everything` }
    if (/\*./.test(word)) return { found: `"${word}"`, hint: '* stands only at the end of a word' }
    read.push(word)
  }
  return { value: read }
})

const hostName = /^(?=.{1,253}\.?$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*\.?$/i

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535
}

/** `127.0.0.1:8099`, `portal.lan`, `10.0.0.0/8`, `[::1]:8080`, `fd00::/8`. */
export const privateAddress = ofText<string>('host:port, a host, or a CIDR such as 10.0.0.0/8', (text) => {
  const value = text.toLowerCase()
  if (/^https?:/.test(value)) {
    const host = URL.parse(value)?.host
    return host ? { hint: `did you mean ${host}?` } : {}
  }
  if (isIP(value)) return { value }
  const [address, bits, more] = value.split('/')
  if (address !== undefined && bits !== undefined) {
    const version = isIP(address)
    const valid =
      more === undefined && version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
    return valid ? { value } : {}
  }
  const bracketed = /^\[([^\]]+)\](?::(.*))?$/.exec(value)
  if (bracketed)
    return isIP(bracketed[1] ?? '') === 6 && (bracketed[2] === undefined || isPort(bracketed[2])) ? { value } : {}
  const [host = '', port, rest] = value.split(':')
  if (rest !== undefined || (port !== undefined && !isPort(port))) return {}
  if (/^[\d.]+$/.test(host) && !isIP(host)) return {}
  return hostName.test(host) ? { value } : {}
})

/** Where the store lies: `json` in the data folder, or a PostgreSQL server. */
export const storeAddress = reader<string>('json, or postgres://user@host/database', (value) => {
  if (value === 'json') return { value }
  if (typeof value !== 'string') return {}
  const url = URL.parse(value)
  const isServer = url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1
  if (isServer) return { value }
  const near = nearestKey(value, ['json', 'postgres'])
  return near ? { hint: `did you mean ${near === 'postgres' ? 'postgres://user@host/database' : near}?` } : {}
})

/** Minutes of the day between which no alert is sent; the end may lie on the next day. */
export const quietHours = ofText<{ readonly fromMinute: number; readonly toMinute: number }>(
  'hours such as "22:00-06:00"',
  (text) => {
    const match = /^([01]?\d|2[0-3]):([0-5]\d) ?[-–] ?([01]?\d|2[0-3]):([0-5]\d)$/.exec(text)
    if (!match) return {}
    const fromMinute = Number(match[1]) * 60 + Number(match[2])
    const toMinute = Number(match[3]) * 60 + Number(match[4])
    return fromMinute === toMinute ? { hint: 'beginning and end are the same' } : { value: { fromMinute, toMinute } }
  },
)

/** Names that a request sets by itself, or that frame it: an operator's would break the request or the cache. */
const reservedHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'keep-alive',
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
  'if-range',
  'range',
  'accept-encoding',
  'a-im',
])

/** Request headers, names in lower case (RFC 9110 section 5.1: a token, compared without case). */
export const headers = reader<Readonly<Record<string, string>>>(
  'a map of request headers, names and texts',
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
    const read: Record<string, string> = {}
    for (const [name, content] of Object.entries(value)) {
      const key = name.toLowerCase()
      if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(key))
        return { found: `the name ${JSON.stringify(name)}, which no header can have` }
      if (reservedHeaders.has(key) || key.startsWith('proxy-')) return { found: name, hint: 'Warta sets it itself' }
      if (Object.hasOwn(read, key)) return { found: `${name} twice` }
      if (typeof content !== 'string') return { found: `${name} without text`, hint: 'put its value in quotes' }
      if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(content))
        return { found: `${name} with characters that no header can hold` }
      read[key] = content.trim()
    }
    return { value: read }
  },
)
