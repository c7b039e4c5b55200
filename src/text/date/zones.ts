import type { Instant } from '../../model/instant.ts'
import { asUtc, type Wall } from './moment.ts'

/** Minutes east of UTC, or the IANA zone that a name without fixed offset stands for. */
export type Zone = { readonly offset: number } | { readonly name: string }

const h = (hours: number) => ({ offset: hours * 60 })

/**
 * Zone names as the press writes them, folded. An abbreviation with several meanings has the one most feeds mean: IST
 * India, CST and EST America (RFC 822), BST British Summer Time, AST Atlantic; hints may say otherwise.
 */
const ZONES: ReadonlyMap<string, Zone> = new Map<string, Zone>([
  // RFC 822, RFC 2822 section 4.3 (other single letters are not to be believed).
  ...['z', 'ut', 'utc', 'gmt', 'zulu'].map((name) => [name, h(0)] as const),
  ['est', h(-5)],
  ['edt', h(-4)],
  ['cst', h(-6)],
  ['cdt', h(-5)],
  ['mst', h(-7)],
  ['mdt', h(-6)],
  ['pst', h(-8)],
  ['pdt', h(-7)],
  ['akst', h(-9)],
  ['akdt', h(-8)],
  ['hst', h(-10)],
  ['ast', h(-4)],
  ['adt', h(-3)],
  ['nst', h(-3.5)],
  ['ndt', h(-2.5)],
  // Names that follow the season.
  ['et', { name: 'America/New_York' }],
  ['ct', { name: 'America/Chicago' }],
  ['mt', { name: 'America/Denver' }],
  ['pt', { name: 'America/Los_Angeles' }],
  ['at', { name: 'America/Halifax' }],
  // Europe.
  ['wet', h(0)],
  ['west', h(1)],
  ['bst', h(1)],
  ['cet', h(1)],
  ['met', h(1)],
  ['mez', h(1)],
  ['cest', h(2)],
  ['mest', h(2)],
  ['mesz', h(2)],
  ['eet', h(2)],
  ['oez', h(2)],
  ['eest', h(3)],
  ['oesz', h(3)],
  ['hnec', h(1)],
  ['heec', h(2)],
  ['msk', h(3)],
  ['мск', h(3)],
  ['msd', h(4)],
  ['trt', h(3)],
  ['tsi', h(3)],
  // Africa, western and central Asia.
  ['wat', h(1)],
  ['cat', h(2)],
  ['sast', h(2)],
  ['eat', h(3)],
  ['irst', h(3.5)],
  ['gst', h(4)],
  ['pkt', h(5)],
  ['uzt', h(5)],
  ['ist', h(5.5)],
  ['npt', { offset: 345 }],
  ['bdt', h(6)],
  ['almt', h(6)],
  ['mmt', h(6.5)],
  // South-east and eastern Asia; Indonesia and Malaysia completely.
  ['wib', h(7)],
  ['wita', h(8)],
  ['wit', h(9)],
  ['ict', h(7)],
  ['myt', h(8)],
  ['mst8', h(8)],
  ['sgt', h(8)],
  ['pht', h(8)],
  ['phst', h(8)],
  ['hkt', h(8)],
  ['awst', h(8)],
  ['jst', h(9)],
  ['kst', h(9)],
  ['acst', h(9.5)],
  ['acdt', h(10.5)],
  ['aest', h(10)],
  ['aedt', h(11)],
  ['chst', h(10)],
  ['nzst', h(12)],
  ['nzdt', h(13)],
  ['fjt', h(12)],
  // South America.
  ['brt', h(-3)],
  ['brst', h(-2)],
  ['art', h(-3)],
  ['clt', h(-4)],
  ['clst', h(-3)],
  ['pet', h(-5)],
  ['cot', h(-5)],
  ['ect', h(-5)],
  ['vet', h(-4)],
  ['bot', h(-4)],
  ['uyt', h(-3)],
  ['pyt', h(-3)],
  // Greenwich, as CLDR writes it.
  ...['غرینتش', 'جرینتش', 'گرینویچ', 'гринуич'].map((name) => [name, h(0)] as const),
])

/** Abbreviations that a source's own zone gives another meaning. */
const BY_REGION: readonly (readonly [string, RegExp, Zone])[] = [
  ['ist', /^Asia\/(?:Jerusalem|Tel_Aviv)$|^he/, h(2)],
  ['idt', /./, h(3)],
  ['ist', /^Europe\/Dublin$|^ga/, h(1)],
  ['cst', /^Asia\/(?:Shanghai|Taipei|Chongqing|Macau)$|^zh/, h(8)],
  ['cst', /^America\/Havana$/, h(-5)],
  ['est', /^Australia\//, h(10)],
  ['edt', /^Australia\//, h(11)],
  ['ast', /^Asia\/(?:Riyadh|Baghdad|Kuwait|Qatar|Aden|Bahrain)$|^ar/, h(3)],
  ['bst', /^Asia\/Dhaka$|^bn/, h(6)],
  ['mst', /^Asia\/(?:Kuala_Lumpur|Kuching)$|^ms/, h(8)],
  ['sst', /^Asia\/Singapore$/, h(8)],
  ['sst', /^Pacific\//, h(-11)],
  ['pst', /^Asia\/Manila$|^fil/, h(8)],
  ['pst', /^Asia\/Karachi$|^ur/, h(5)],
  ['wst', /^Australia\//, h(8)],
  ['ict', /./, h(7)],
  ['eet', /^Europe\/Kaliningrad$/, h(2)],
]

/** The zone that `name` (folded, without dots) stands for. */
export function zoneNamed(name: string, language?: string, timezone?: string): Zone | undefined {
  for (const [abbreviation, where, zone] of BY_REGION) {
    if (abbreviation !== name) continue
    if (timezone !== undefined ? where.test(timezone) : language !== undefined && where.test(language)) return zone
  }
  return ZONES.get(name)
}

/** How far `zone` is ahead of UTC when its clocks show `wall`, in minutes; undefined for a zone Intl does not know. */
export function offsetAt(zone: Zone, wall: Wall): number | undefined {
  if ('offset' in zone) return zone.offset
  const local = asUtc(wall)
  const first = offsetOf(zone.name, local)
  if (first === undefined) return undefined
  // Twice is enough unless the wall shows an hour that is skipped; then the later offset is taken, as clocks do.
  const second = offsetOf(zone.name, local - first * 60_000) ?? first
  return second
}

/** The offset of an IANA zone at an instant, in minutes east; undefined for a zone Intl does not know. */
export function offsetOf(timezone: string, at: Instant): number | undefined {
  const format = zoneFormat(timezone)
  if (format === undefined) return undefined
  const written = format.format(at)
  const match = /GMT(?:([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?)?/.exec(written)
  if (match === null) return undefined
  const [, sign = '+', hours = '0', minutes = '0'] = match
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

/** Making a format costs more than using it a hundred times; there are few zones, and they never change. */
const formats = new Map<string, Intl.DateTimeFormat | undefined>()

function zoneFormat(timezone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(timezone)) return formats.get(timezone)
  const format = makeZoneFormat(timezone)
  if (formats.size < 1000) formats.set(timezone, format)
  return format
}

function makeZoneFormat(timezone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset', year: 'numeric' })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
