import { createHash } from 'node:crypto'

/** Names that the published site uses itself. */
const takenBySite = new Set(['site', 'all', 'about', 'embed'])

/** Windows opens a device, not a file, under these names: a site that was copied there would break. */
const device = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/

/** Why a name cannot be a section's slug, in words; undefined when it can. */
export function slugRefusal(name: string): string | undefined {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name))
    return 'a slug has 1 to 64 small letters a-z, digits and dashes, and begins with a letter or digit'
  if (takenBySite.has(name)) return `${name} is taken: the published site has a page of that name`
  return device.test(name) ? `${name} is a device on Windows` : undefined
}

/** The slug of a section that has only a title (OPML): the same title, the same slug. */
export function slugFromTitle(title: string): string {
  const latin = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/[œ]/g, 'oe')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/đ/g, 'd')
    .replace(/ı/g, 'i')
  const slug = latin
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '')
  // Another script leaves nothing, or a number that says little: a hash keeps two such titles apart.
  if (/[^\p{Script=Latin}\P{L}]/u.test(title) || slug === '') {
    const hash = createHash('sha256').update(title.normalize('NFC')).digest('hex').slice(0, 8)
    return `${slug === '' ? 'section' : slug.slice(0, 50)}-${hash}`
  }
  return slugRefusal(slug) === undefined ? slug : `${slug}-section`
}

/** A title for a section that has only a slug: `world-news` becomes `World news`. */
export function titleFromSlug(slug: string): string {
  const words = slug.replace(/-+/g, ' ').trim()
  return words === '' ? slug : words.charAt(0).toUpperCase() + words.slice(1)
}
