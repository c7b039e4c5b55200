import { isMark, numberAt } from './clock.ts'
import { foldWord } from './fold.ts'
import type { DateHints } from './moment.ts'
import { numericZone } from './standard.ts'
import type { Token } from './tokens.ts'
import { offsetOf, type Zone, zoneNamed } from './zones.ts'

/** A zone written at tokens `from` up to `to` (exclusive). */
export type ZoneText = { readonly from: number; readonly to: number; readonly zone: Zone }

/** Abbreviations that no language has as a word, so that small letters are believed. */
const UNMISTAKABLE =
  /^(?:utc|gmt|wib|wita|wit|est|edt|cst|cdt|pst|pdt|mdt|cet|cest|mez|mesz|bst|мск|msk|jst|kst|aest|aedt|sgt|myt)$/

/** The zone that begins at token `at`, perhaps in brackets; `impossible` where an offset was meant that cannot be. */
export function zoneAt(tokens: readonly Token[], at: number, hints: DateHints): ZoneText | 'impossible' | undefined {
  let from = at
  while (isOpening(tokens, from)) from++
  const found =
    spelledOffset(tokens, from, hints) ??
    namedOffset(tokens, from, hints) ??
    signedOffset(tokens, from, at > 0, false) ??
    ianaZone(tokens, from)
  if (found === undefined || found === 'impossible') return found
  const to = isMark(tokens, found.to, ')') || isMark(tokens, found.to, ']') ? found.to + 1 : found.to
  return { from, to, zone: found.zone }
}

function isOpening(tokens: readonly Token[], at: number): boolean {
  return [',', '(', '['].some((mark) => isMark(tokens, at, mark))
}

type Found = { readonly zone: Zone; readonly to: number } | 'impossible' | undefined

/** Zones in words, by what they are called for short, or by where that time is kept. */
const SPELLED: ReadonlyMap<string, string> = new Map(
  (
    [
      ['waktu indonesia barat', 'wib'],
      ['waktu indonesia tengah', 'wita'],
      ['waktu indonesia timur', 'wit'],
      ['eastern time', 'et'],
      ['eastern standard time', 'est'],
      ['eastern daylight time', 'edt'],
      ['central time', 'ct'],
      ['central standard time', 'cst'],
      ['central daylight time', 'cdt'],
      ['mountain time', 'mt'],
      ['pacific time', 'pt'],
      ['pacific standard time', 'pst'],
      ['pacific daylight time', 'pdt'],
      ['central european time', 'cet'],
      ['central european summer time', 'cest'],
      ['british summer time', 'bst'],
      ['greenwich mean time', 'gmt'],
      ['coordinated universal time', 'utc'],
      ['indian standard time', 'ist'],
      ['east africa time', 'eat'],
      ['west africa time', 'wat'],
      ['central africa time', 'cat'],
      ['south africa standard time', 'sast'],
      ['pakistan standard time', 'pkt'],
      ['nepal time', 'npt'],
      ['singapore time', 'sgt'],
      ['hong kong time', 'hkt'],
      ['philippine time', 'pht'],
      ['japan standard time', 'jst'],
      ['korea standard time', 'kst'],
      ['moscow time', 'msk'],
      ['horário de brasília', 'brt'],
      ['de brasília', 'brt'],
      ['de lisboa', 'Europe/Lisbon'],
      ['horário de lisboa', 'Europe/Lisbon'],
      ['de madrid', 'Europe/Madrid'],
      ['peninsular', 'Europe/Madrid'],
      ['de méxico', 'America/Mexico_City'],
      ['de colombia', 'cot'],
      ['colombiana', 'cot'],
      ['argentina', 'art'],
      ['de argentina', 'art'],
      ['de chile', 'America/Santiago'],
      ['peruana', 'pet'],
      ['de venezuela', 'vet'],
      ['heure de paris', 'Europe/Paris'],
      ['heure de bruxelles', 'Europe/Brussels'],
      ['heure de montréal', 'America/Toronto'],
      ['heure de dakar', 'gmt'],
      ['heure de kinshasa', 'wat'],
      ['hne', 'est'],
      ['hae', 'edt'],
      ['temps universel', 'utc'],
      ['ora italiana', 'Europe/Rome'],
      ['ora româniei', 'Europe/Bucharest'],
      ['mitteleuropäische zeit', 'cet'],
      ['mitteleuropäische sommerzeit', 'cest'],
      ['по московскому времени', 'msk'],
      ['по москве', 'msk'],
      ['московское время', 'msk'],
      ['за київським часом', 'Europe/Kyiv'],
      ['за києвом', 'Europe/Kyiv'],
      ['по киеву', 'Europe/Kyiv'],
      ['по минску', 'Europe/Minsk'],
      ['по астане', 'Asia/Almaty'],
      ['по ташкенту', 'uzt'],
      ['ώρα ελλάδας', 'Europe/Athens'],
      ['ώρα ελλάδος', 'Europe/Athens'],
      ['بتوقيت القاهرة', 'Africa/Cairo'],
      ['بتوقيت مصر', 'Africa/Cairo'],
      ['بتوقيت مكة', 'Asia/Riyadh'],
      ['بتوقيت مكة المكرمة', 'Asia/Riyadh'],
      ['بتوقيت السعودية', 'Asia/Riyadh'],
      ['بتوقيت الرياض', 'Asia/Riyadh'],
      ['بتوقيت بغداد', 'Asia/Baghdad'],
      ['بتوقيت دمشق', 'Asia/Damascus'],
      ['بتوقيت بيروت', 'Asia/Beirut'],
      ['بتوقيت القدس', 'Asia/Jerusalem'],
      ['بتوقيت عمان', 'Asia/Amman'],
      ['بتوقيت الدوحة', 'Asia/Qatar'],
      ['بتوقيت الإمارات', 'Asia/Dubai'],
      ['بتوقيت أبوظبي', 'Asia/Dubai'],
      ['بتوقيت الخرطوم', 'Africa/Khartoum'],
      ['بتوقيت تونس', 'Africa/Tunis'],
      ['بتوقيت الجزائر', 'Africa/Algiers'],
      ['بتوقيت المغرب', 'Africa/Casablanca'],
      ['بتوقيت غرينتش', 'gmt'],
      ['بتوقيت جرينتش', 'gmt'],
      ['بتوقيت غرينيتش', 'gmt'],
      ['به وقت تهران', 'Asia/Tehran'],
      ['به وقت کابل', 'Asia/Kabul'],
      ['việt nam', 'ict'],
      ['hà nội', 'ict'],
    ] as const
  ).map(([words, zone]) => [foldWord(words), zone]),
)

/** `Waktu Indonesia Timur`, `Eastern Time`, `بتوقيت القاهرة`: the longest that is known. */
function spelledOffset(tokens: readonly Token[], at: number, hints: DateHints): Found {
  let words = ''
  let found: Found
  for (let to = at; to < at + 4; to++) {
    const token = tokens[to]
    if (token?.kind !== 'word') return found
    words = words === '' ? token.key : `${words} ${token.key}`
    const short = SPELLED.get(words)
    const place = short?.includes('/') === true ? { name: short } : undefined
    const zone = place ?? (short === undefined ? undefined : zoneNamed(short, hints.language, hints.timezone))
    if (zone !== undefined) found = { zone, to: to + 1 }
  }
  return found
}

/** `WIB`, `GMT`, `GMT+7`, `UTC+03:00`. */
function namedOffset(tokens: readonly Token[], at: number, hints: DateHints): Found {
  const token = tokens[at]
  if (token?.kind !== 'word') return undefined
  if (token.text !== token.text.toUpperCase() && !UNMISTAKABLE.test(token.key)) return undefined
  // `Europe/Kyiv` and the like may begin with a word that is an abbreviation too.
  if (isMark(tokens, at + 1, '/') && tokens[at + 1]?.glued === true) return undefined
  // Atlantic Time, where nothing follows that it could be the preposition of.
  if (token.key === 'at' && tokens[at + 1] !== undefined) return undefined
  const zone = zoneNamed(token.key, hints.language, hints.timezone)
  if (zone === undefined) return undefined
  if ('offset' in zone && zone.offset === 0) {
    const offset = signedOffset(tokens, at + 1, true, true)
    if (offset !== undefined) return offset
  }
  return { zone, to: at + 1 }
}

/** `+0700`, `+07:00`, `+07`; after GMT also `+7`. */
function signedOffset(tokens: readonly Token[], at: number, afterTime: boolean, named: boolean): Found {
  const sign = ['+', '-', '−'].find((mark) => isMark(tokens, at, mark))
  if (sign === undefined || !afterTime) return undefined
  const hours = numberAt(tokens, at + 1)
  const signToken = tokens[at]
  if (hours === undefined || !hours.glued) {
    const next = tokens[at + 1]
    // `+zz:00`
    return signToken !== undefined && next?.kind === 'word' && next.glued && isMark(tokens, at + 2, ':')
      ? 'impossible'
      : undefined
  }
  const colon = isMark(tokens, at + 2, ':')
  const minutes = colon ? numberAt(tokens, at + 3) : undefined
  if (colon && minutes?.digits !== 2) return hours.digits === 2 ? 'impossible' : undefined
  let zone: Zone | undefined
  let to: number
  if (minutes !== undefined) {
    if (hours.digits > 2) return undefined
    zone = numericZone(sign === '+' ? '+' : '-', String(hours.value), String(minutes.value))
    to = at + 4
  } else if (hours.digits === 4) {
    zone = numericZone(sign === '+' ? '+' : '-', String(Math.floor(hours.value / 100)), String(hours.value % 100))
    to = at + 2
  } else if (hours.digits <= 2 && (named || sign === '+' || (signToken?.glued === true && hours.digits === 2))) {
    zone = numericZone(sign === '+' ? '+' : '-', String(hours.value))
    to = at + 2
  } else return undefined
  if (zone === undefined) return 'impossible'
  const after = tokens[to]
  if (after?.kind === 'word' && after.glued) {
    // `-05:00Z` says it twice; anything else that touches the offset was meant otherwise.
    if (after.key !== 'z') return 'impossible'
    to++
  }
  return { zone, to }
}

/** `Europe/Brussels`, `America/Los_Angeles`, `Etc/GMT`. */
function ianaZone(tokens: readonly Token[], at: number): Found {
  if (!isMark(tokens, at + 1, '/')) return undefined
  let name = ''
  let to = at
  for (; to < tokens.length && to < at + 9; to++) {
    const token = tokens[to]
    if (token === undefined || (to > at && !token.glued)) break
    if (token.kind === 'word') name += token.text
    else if (token.kind === 'mark' && /^[/_+-]$/.test(token.text)) name += token.text
    else if (token.kind === 'number') name += String(token.value)
    else break
  }
  if (!/^[A-Za-z]+\/[A-Za-z]/.test(name)) return undefined
  return offsetOf(name, 0) === undefined ? undefined : { zone: { name }, to }
}
