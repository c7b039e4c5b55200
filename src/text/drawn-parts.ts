import { isToken } from './url.ts'

/**
 * Parts of a site's addresses that its server draws anew for each who asks: `?rnd` by name, `/1` by place in the path.
 */
export type DrawnParts = readonly string[]

/** An address without these parts. One without any of them stays byte for byte. */
export function withoutParts(url: string, parts: DrawnParts): string {
  if (parts.length === 0) return url
  // The places of a path from its end, so that none moves.
  return parts.toSorted().reduceRight((rest, part) => {
    const place = placeOf(rest, part)
    return place === undefined ? rest : place.without
  }, url)
}

/** Whether the links of a document are as many without these parts. */
export function tellApart(drafts: readonly { readonly url?: string }[], parts: DrawnParts): boolean {
  const urls = new Set(drafts.flatMap(({ url }) => url ?? []))
  return new Set([...urls].map((url) => withoutParts(url, parts))).size === urls.size
}

/** What stands in one part of an address; undefined where it has none. */
export function partIn(url: string, part: string): string | undefined {
  return placeOf(url, part)?.value
}

/** The parts that an address has beside those of another, or otherwise: its path, for the rest, has to be the same. */
export function partsApart(url: string, other: string): DrawnParts | undefined {
  const [mine, theirs] = [split(url), split(other)]
  if (mine.origin !== theirs.origin || mine.fragment !== theirs.fragment) return undefined
  const apart = placesApart(mine.segments, theirs.segments)
  if (apart === undefined) return undefined
  const names = theirs.parameters.map(nameOf)
  if (!names.every((name) => mine.parameters.some((parameter) => nameOf(parameter) === name))) return undefined
  const others = mine.parameters.filter((parameter) => !theirs.parameters.includes(parameter))
  return [...new Set([...apart.map((at) => `/${at}`), ...others.map((parameter) => `?${nameOf(parameter)}`)])]
}

/** The places of a path's segments that another path has not, or otherwise: one at most of a path that is longer. */
function placesApart(mine: readonly string[], theirs: readonly string[]): readonly number[] | undefined {
  if (mine.length === theirs.length) return mine.flatMap((segment, at) => (segment === theirs[at] ? [] : [at]))
  if (mine.length !== theirs.length + 1) return undefined
  const at = mine.findIndex((segment, place) => segment !== theirs[place])
  return mine.toSpliced(at, 1).join('/') === theirs.join('/') ? [at] : undefined
}

type Split = {
  readonly origin: string
  readonly segments: readonly string[]
  readonly parameters: readonly string[]
  readonly fragment: string
}

function split(url: string): Split {
  const [, origin = '', path = '', query = '', fragment = ''] =
    /^([a-z]+:\/\/[^/?#]*|[^/?#]*)([^?#]*)(?:\?([^#]*))?(#.*)?$/is.exec(url) ?? []
  return { origin, segments: path.split('/'), parameters: query === '' ? [] : query.split('&'), fragment }
}

function joined({ origin, segments, parameters, fragment }: Split): string {
  return `${origin}${segments.join('/')}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}${fragment}`
}

function placeOf(url: string, part: string): { readonly value: string; readonly without: string } | undefined {
  const parsed = split(url)
  const { segments, parameters } = parsed
  if (part.startsWith('?')) {
    const own = parameters.find((parameter) => nameOf(parameter) === part.slice(1))
    if (own === undefined) return undefined
    const rest = parameters.filter((parameter) => nameOf(parameter) !== part.slice(1))
    return { value: own.slice(nameOf(own).length + 1), without: joined({ ...parsed, parameters: rest }) }
  }
  const at = Number(part.slice(1))
  const value = segments[at]
  if (value === undefined || !isLikeToken(value)) return undefined
  return { value, without: joined({ ...parsed, segments: segments.toSpliced(at, 1) }) }
}

function nameOf(parameter: string): string {
  return parameter.split('=', 1)[0] ?? ''
}

/** Letters and digits mixed, and a few of them: a folder that people name is a word, or a number. */
function isLikeToken(segment: string): boolean {
  return /^(?=.*\d)(?=.*[a-z])[\w.,~()-]{8,}$/i.test(segment)
}

/** Whether a value was drawn by a machine as far as its looks tell: a token, a fraction, the time in milliseconds. */
export function looksDrawn(value: string): boolean {
  return isToken(value) || /^\d*\.\d{6,}$/.test(value) || /^\d{12,}$/.test(value)
}
