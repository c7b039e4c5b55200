/**
 * A CSS selector that finds what an XPath expression does; undefined for one that CSS has no words for. Those that feed
 * readers are given to scrape pages with are mostly paths of elements with classes: `//article`,
 * `descendant::div[contains(@class, "card")]`, `.//h2/a/@href`. What stands at the end to take an attribute or the text
 * (`/@href`, `/text()`) is left off: Warta takes the right one of an element by itself.
 */
export function selectorFromXPath(xpath: string): string | undefined {
  let rest = xpath
    .trim()
    .replace(/^(?:normalize-space|string)\((.*)\)$/, '$1')
    .replace(/\/(?:@[\w:-]+|text\(\))$/, '')
    .replace(/^\.(?=\/)/, '')
  if (!/^(?:\/|descendant|child::)/.test(rest)) rest = `/${rest}`
  const selectors: string[] = []
  while (rest !== '') {
    const step = /^(\/\/|\/)?(descendant-or-self::|descendant::|child::)?(\*|[a-zA-Z][\w-]*)((?:\[[^[\]]*\])*)/.exec(
      rest,
    )
    if (step === null || step[0] === '') return undefined
    const [whole, slash, axis, name = '*', predicates = ''] = step
    const isChild = selectors.length > 0 && slash === '/' && (axis === undefined || axis === 'child::')
    const conditions = [...predicates.matchAll(/\[([^[\]]*)\]/g)].map(([, condition = '']) =>
      conditionOf(condition.trim()),
    )
    if (conditions.includes(undefined)) return undefined
    const selector = `${name === '*' && conditions.length > 0 ? '' : name.toLowerCase()}${conditions.join('')}`
    selectors.push(`${selectors.length === 0 ? '' : isChild ? ' > ' : ' '}${selector}`)
    rest = rest.slice(whole.length)
  }
  return selectors.length === 0 ? undefined : selectors.join('')
}

/** One predicate: a class, an id, an attribute that is there or has a value or a part of one. */
function conditionOf(condition: string): string | undefined {
  const classWord =
    /^contains\(\s*concat\(\s*(["']) \1\s*,\s*(?:normalize-space\(\s*@class\s*\)|@class)\s*,\s*(["']) \2\s*\)\s*,\s*(["']) ?([\w-]+) ?\3\s*\)$/.exec(
      condition,
    )
  if (classWord?.[4] !== undefined) return `.${classWord[4]}`
  const part = /^(contains|starts-with)\(\s*@([\w-]+)\s*,\s*(?:"([^"]*)"|'([^']*)')\s*\)$/.exec(condition)
  if (part !== null) return `[${part[2]}${part[1] === 'contains' ? '*' : '^'}=${quoted(part[3] ?? part[4] ?? '')}]`
  const equal = /^@([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')$/.exec(condition)
  if (equal !== null) return `[${equal[1]}=${quoted(equal[2] ?? equal[3] ?? '')}]`
  const present = /^@([\w-]+)$/.exec(condition)
  return present === null ? undefined : `[${present[1]}]`
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
