import { load } from 'cheerio'
import { xmlLegal } from '../../src/text/plain.ts'

const TAGS = new Set(
  (
    'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 ' +
    'h6 hr i ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub sup table tbody td tfoot th thead time tr u ' +
    'ul var wbr'
  ).split(' '),
)
const MEDIA = new Set(['img', 'audio', 'video', 'source'])
const ATTRIBUTES =
  /^(?:lang|dir|href|title|datetime|start|reversed|type|value|colspan|rowspan|scope|span|src|alt|width|height|poster|controls)$/
const URLS = /^(?:href|src|poster)$/

/** What a browser's parser (parse5) finds in `html` that no entry may have. */
export function dangersIn(html: string, images: 'none' | 'link'): readonly string[] {
  const $ = load(html, null, false)
  const dangers: string[] = []
  for (const element of $('*').toArray()) {
    if (!('name' in element && 'attribs' in element)) continue
    if (!TAGS.has(element.name) && !(images === 'link' && MEDIA.has(element.name))) dangers.push(`<${element.name}>`)
    for (const [name, value] of Object.entries(element.attribs)) {
      if (!ATTRIBUTES.test(name)) dangers.push(`${element.name} ${name}`)
      if (URLS.test(name) && !/^(?:https?:\/\/[a-z0-9._[\]:-]+(?:[/?#]|$)|mailto:)/.test(value))
        dangers.push(`${name}=${value}`)
    }
  }
  return dangers
}

const VOID = /^(?:br|hr|wbr|col|img|source)$/

/** Why `html` is no XML content, judged by a scanner that knows nothing of the cleaner. */
export function wellFormedProblem(html: string): string | undefined {
  const token = /([^<>&]+)|&(?:amp|lt|gt|quot);|<(\/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)( \/)?>/y
  const open: string[] = []
  let at = 0
  while (at < html.length) {
    token.lastIndex = at
    const match = token.exec(html)
    if (match === null) return `${at}: ${html.slice(at, at + 30)}`
    at = token.lastIndex
    const [, , closing, name, , empty] = match
    if (name === undefined) continue
    if (closing === '/') {
      if (open.pop() !== name) return `${at}: </${name}>`
    } else if (empty === undefined) {
      if (VOID.test(name)) return `${at}: <${name}> is not closed`
      open.push(name)
    }
  }
  if (xmlLegal(html) !== html) return 'illegal character'
  return open.length === 0 ? undefined : `unclosed: ${open.join(' ')}`
}
