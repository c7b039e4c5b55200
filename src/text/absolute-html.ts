import { decodeEntities } from './html-to-text.ts'
import { TagScanner } from './tag-scanner.ts'
import { absoluteUrl } from './url.ts'

const URL_ATTRIBUTE =
  /([\s"'/](href|src|srcset|poster|cite|longdesc|background|data-src|data-srcset)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)/gi

/** A link that may be relative: nearly all entries have none, and stay as they are. */
const MAYBE_RELATIVE =
  /srcset|[\s"'/](?:href|src|poster|cite|longdesc|background|data-src)\s*=\s*["']?(?!\s*(?:https?:\/\/|mailto:|data:|tel:))/i

/**
 * Links of one text that are made absolute. No article has so many: the rest stays as it is written until the text is
 * cleaned for an edition, so that a text made of links alone stands in nobody's way.
 */
const MAX_LINKS = 10_000

/** How many more links there may be. */
type Room = { left: number }

/**
 * `html` with its relative links (href, src, srcset, poster, cite …) made absolute against `base`; a mere fragment
 * belongs to `page`, where the piece itself is. What is absolute already, or leads nowhere, stays byte for byte:
 * this is not cleaning.
 */
export function absoluteHtml(html: string, base: string | undefined, page?: string): string {
  if (base === undefined && page === undefined) return html
  if (!html.includes('<') || !html.includes('=') || !MAYBE_RELATIVE.test(html)) return html
  const scanner = new TagScanner(html)
  const parts: string[] = []
  const room: Room = { left: MAX_LINKS }
  let from = 0
  for (let open = html.indexOf('<'); open !== -1 && room.left > 0; open = html.indexOf('<', Math.max(from, open + 1))) {
    const end = scanner.endOfMarkup(open)
    if (end === undefined || html.charCodeAt(open + 1) === 0x21) {
      if (end !== undefined) {
        parts.push(html.slice(from, end))
        from = end
      }
      continue
    }
    parts.push(html.slice(from, open), absoluteTag(html.slice(open, end), base, page, room))
    from = end
  }
  parts.push(html.slice(from))
  return parts.join('')
}

function absoluteTag(tag: string, base: string | undefined, page: string | undefined, room: Room): string {
  if (!tag.includes('=')) return tag
  return tag.replace(URL_ATTRIBUTE, (whole, before: string, name: string, written: string) => {
    const quoted = written.startsWith('"') || written.startsWith("'")
    const value = decodeEntities(quoted ? written.slice(1, -1) : written).trim()
    const isSet = name.toLowerCase().endsWith('srcset')
    room.left -= isSet ? value.split(',').length : 1
    if (room.left < 0) return whole
    const absolute = isSet ? absoluteSrcset(value, base) : absoluteLink(value, base, page)
    return absolute === undefined || absolute === value ? whole : `${before}"${escapeAttribute(absolute)}"`
  })
}

function absoluteLink(value: string, base: string | undefined, page: string | undefined): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(value)) return value
  return absoluteUrl(value, value.startsWith('#') ? (page ?? base) : (base ?? page))
}

const BETWEEN_CANDIDATES = /[\s,]*/y
const CANDIDATE_URL = /\S+/y
const DESCRIPTORS = /^(?:[\d.]+[wxh](?:\s+[\d.]+[wxh])*)?$/

/**
 * HTML standard, srcset: candidates are separated by a comma that ends a URL or follows a descriptor; one with other
 * descriptors is none. In linear time: one expression for all of it took seconds for a word of 30,000 letters.
 */
export function absoluteSrcset(value: string, base: string | undefined): string | undefined {
  const candidates: string[] = []
  for (let at = 0; at < value.length; ) {
    BETWEEN_CANDIDATES.lastIndex = at
    BETWEEN_CANDIDATES.exec(value)
    CANDIDATE_URL.lastIndex = BETWEEN_CANDIDATES.lastIndex
    const written = CANDIDATE_URL.exec(value)?.[0]
    if (written === undefined) break
    let end = CANDIDATE_URL.lastIndex
    let url = written
    let descriptors = ''
    if (written.endsWith(',')) url = withoutCommas(written)
    else {
      const comma = value.indexOf(',', end)
      descriptors = value.slice(end, comma < 0 ? value.length : comma).trim()
      end = comma < 0 ? value.length : comma
    }
    at = end
    const absolute = DESCRIPTORS.test(descriptors) ? absoluteUrl(url, base) : undefined
    if (absolute === undefined) continue
    const described = descriptors === '' ? '' : ` ${descriptors.replace(/\s+/g, ' ')}`
    candidates.push(`${absolute.replaceAll(',', '%2C')}${described}`)
  }
  return candidates.length === 0 ? undefined : candidates.join(', ')
}

function withoutCommas(url: string): string {
  let end = url.length
  while (url.charCodeAt(end - 1) === 0x2c) end--
  return url.slice(0, end)
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
