const FLOW = 'blockquote dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre table ul'.split(' ')

/** By parent: the elements whose start tag ends it, so that they cannot be its children (HTML standard, optional tags). */
const ENDED_BY: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['p', new Set(FLOW)],
  ['li', new Set(['li'])],
  ['dt', new Set(['dt', 'dd'])],
  ['dd', new Set(['dt', 'dd'])],
  ['tr', new Set(['tr', 'tbody', 'tfoot'])],
  ['td', new Set(['td', 'th', 'tr'])],
  ['th', new Set(['td', 'th', 'tr'])],
  ['thead', new Set(['tbody', 'tfoot', 'td'])],
  ['tbody', new Set(['tbody', 'tfoot'])],
  ['rt', new Set(['rt', 'rp'])],
  ['rp', new Set(['rt', 'rp'])],
  ['a', new Set(['a'])],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])] as const),
])

const TAG = /<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/g

/** Whether a parser would nest the elements of well-formed `html` otherwise than they are written: `<p><p>` is not one in the other. */
export function nestsImpossibly(html: string): boolean {
  const open: string[] = []
  for (const [, closing, name = '', empty] of html.matchAll(TAG)) {
    if (closing === '/') {
      open.pop()
      continue
    }
    const parent = open.at(-1)
    if (parent !== undefined && ENDED_BY.get(parent)?.has(name)) return true
    if (empty !== '/') open.push(name)
  }
  return false
}
