import mustache from 'mustache'
import { escapeHtml, type Markup } from '../text/markup.ts'

/**
 * Templates of HTML in mustache, with two differences that make them safe. What a name stands for is known before anything
 * is rendered, so that a template is checked once, whole; and a text never becomes markup, nor an address that a browser
 * would run: where a text may stand is decided by what the template says around it.
 */

/**
 * What a name stands for: a text, an address (http, https or a path of ours), markup made by us, attributes made by us, a
 * flag, an object, or a list of objects.
 */
export type Shape = 'text' | 'url' | 'markup' | 'attributes' | 'flag' | Fields | readonly [Fields]
export type Fields = { readonly [name: string]: Shape }

/** The value a shape describes; any but a list may be missing. */
type Value<S extends Shape> = S extends 'text' | 'url'
  ? string | undefined
  : S extends 'markup' | 'attributes'
    ? Markup | undefined
    : S extends 'flag'
      ? boolean
      : S extends readonly [infer F extends Fields]
        ? readonly View<F>[]
        : S extends Fields
          ? View<S> | undefined
          : never
/** Every name is there, if only as `undefined`: what is missing must not be looked for further out. */
export type View<F extends Fields> = { readonly [K in keyof F]: Value<F[K]> }

export type TemplateRules = {
  readonly fields: Fields
  /** Templates it may include, which see the same names. */
  readonly includes: readonly string[]
  /** Names and includes without which the page would be none. */
  readonly required: readonly string[]
}

/** What is wrong with a template, and where, counted in characters from its beginning. */
export type TemplateFault = {
  readonly offset: number
  readonly expected: string
  readonly found: string
  readonly hint?: string
  /** Of a name that is none: those that are. */
  readonly known?: readonly string[]
}

type Token = readonly [type: string, value: string, start: number, end: number, children?: readonly Token[]]

/** Everything that is wrong with a template. A template without faults renders, whatever it is given. */
export function templateFaults(text: string, rules: TemplateRules): readonly TemplateFault[] {
  let tokens: readonly Token[]
  try {
    tokens = mustache.parse(text) as unknown as readonly Token[]
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const [, what = error.message, at = '0'] = /^(.*?)(?: at (\d+))?$/s.exec(error.message) ?? []
    return [{ offset: Number(at), expected: 'a mustache template', found: what.toLowerCase() }]
  }
  const inspection = new Inspection(rules)
  const end = inspection.walk(tokens, [rules.fields], TEXT)
  const missing = rules.required.filter((name) => !inspection.used.has(name))
  const faults = missing.map((name) => ({
    offset: 0,
    expected: `{{${name}}} somewhere`,
    found: 'a template without it',
  }))
  const open = inspection.faults.length === 0 && end.where !== 'text'
  const unfinished = { offset: text.length, expected: 'the end of what was begun', found: `the end ${placeOf(end)}` }
  return [...inspection.faults, ...faults, ...(open ? [unfinished] : [])]
}

/** Renders a template that has no faults. */
export function renderTemplate<F extends Fields>(
  text: string,
  view: View<F>,
  includes: Readonly<Record<string, string>> = {},
): Markup {
  return { markup: mustache.render(text, view, includes, { escape: written }) }
}

function written(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'markup' in value) return String(value.markup)
  return escapeHtml(String(value))
}

/** Where in HTML a place of the template is. Coarse: enough to know what may stand there. */
type Position =
  | { readonly where: 'text' }
  | { readonly where: 'comment' }
  /** Inside `script` or `style`, whose text is no HTML. */
  | { readonly where: 'raw'; readonly element: string }
  /** Inside a tag, between its attributes. */
  | { readonly where: 'tag'; readonly element: string }
  | {
      readonly where: 'value'
      readonly element: string
      readonly attribute: string
      readonly quote: string
      readonly begun: boolean
    }

const TEXT: Position = { where: 'text' }
const ADDRESS = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'poster',
  'cite',
  'data',
  'background',
  'ping',
  'srcset',
  'xlink:href',
])
const CODE = /^(?:on.*|style|srcdoc|values|to|from|by)$/

function placeOf(position: Position): string {
  if (position.where === 'value') return `inside the attribute ${position.attribute}`
  if (position.where === 'tag') return `inside a tag <${position.element}>`
  return position.where === 'raw' ? `inside <${position.element}>` : `inside a comment`
}

class Inspection {
  readonly faults: TemplateFault[] = []
  readonly used = new Set<string>()
  readonly #rules: TemplateRules

  constructor(rules: TemplateRules) {
    this.#rules = rules
  }

  /** Goes through tokens from a position in HTML; answers the position behind them. */
  walk(tokens: readonly Token[], scopes: readonly Fields[], from: Position): Position {
    let at = from
    for (const token of tokens) {
      const [type, value, start] = token
      if (type === 'text') at = advance(value, at)
      else if (type === '#' || type === '^') this.#section(token, scopes, at)
      else if (type === '>') this.#include(value, start, at)
      else if (type === 'name') at = this.#name(value, start, scopes, at)
      else if (type === '&') {
        this.#fault(start, `{{${value}}}`, `unescaped output of ${value}`, 'what is HTML comes as HTML by itself')
      } else if (type === '=') this.#fault(start, 'the delimiters {{ and }}', 'other ones')
    }
    return at
  }

  #fault(offset: number, expected: string, found: string, hint?: string): void {
    this.faults.push({ offset, expected, found, ...(hint === undefined ? {} : { hint }) })
  }

  #section([type, value, start, , children = []]: Token, scopes: readonly Fields[], at: Position): void {
    const shape = this.#shape(value, start, scopes)
    const fields = type === '^' ? undefined : fieldsOf(shape)
    const behind = this.walk(children, fields === undefined ? scopes : [...scopes, fields], at)
    if (
      at.where !== behind.where ||
      ('attribute' in at && 'attribute' in behind && at.attribute !== behind.attribute)
    ) {
      const expected = `{{/${value}}} in the same place of the HTML as {{${type}${value}}}`
      this.#fault(start, expected, `it ${behind.where === 'text' ? 'outside of any tag' : placeOf(behind)}`)
    }
  }

  #include(value: string, start: number, at: Position): void {
    this.used.add(`> ${value}`)
    const { includes } = this.#rules
    if (!includes.includes(value)) {
      const known = includes.map((name) => `{{> ${name}}}`).join(' or ')
      this.#fault(start, known === '' ? 'no include here' : known, `{{> ${value}}}`)
    } else if (at.where !== 'text') this.#fault(start, `{{> ${value}}} outside of any tag`, `it ${placeOf(at)}`)
  }

  #name(value: string, start: number, scopes: readonly Fields[], at: Position): Position {
    const shape = this.#shape(value, start, scopes)
    if (shape === undefined) return at
    const wrong = (expected: string, hint?: string) => this.#fault(start, expected, `{{${value}}} ${placeOf(at)}`, hint)
    if (typeof shape !== 'string' || shape === 'flag') {
      const found = `{{${value}}}, which is ${shape === 'flag' ? 'a flag' : 'not a text'}`
      this.#fault(start, `{{#${value}}} … {{/${value}}}`, found)
    } else if (at.where === 'comment' || at.where === 'raw') wrong('names in the HTML itself')
    else if (at.where === 'tag') {
      if (shape !== 'attributes') wrong('quotes around it', `write ="{{${value}}}"`)
    } else if (at.where === 'text') {
      if (shape === 'attributes') this.#fault(start, `{{${value}}} inside a tag`, 'it outside of any')
    } else if (at.quote === '') wrong('quotes around it', `write ="{{${value}}}"`)
    else if (shape === 'markup' || shape === 'attributes') wrong('a text')
    else if (CODE.test(at.attribute)) wrong('a fixed value')
    else if (ADDRESS.has(at.attribute) && (shape !== 'url' || at.begun)) {
      wrong('an address of ours, first in the attribute')
    } else return { ...at, begun: true }
    return at
  }

  /** As mustache looks a name up: in the innermost object that has it. */
  #shape(value: string, start: number, scopes: readonly Fields[]): Shape | undefined {
    this.used.add(value)
    const [first = '', ...rest] = value.split('.')
    const scope = scopes.findLast((fields) => Object.hasOwn(fields, first))
    let shape: Shape | undefined = scope?.[first]
    for (const name of rest) {
      shape = shape !== undefined && isObject(shape) && Object.hasOwn(shape, name) ? shape[name] : undefined
    }
    if (shape === undefined) {
      const known = [...new Set(scopes.flatMap(namesIn))].toSorted()
      this.faults.push({ offset: start, expected: 'a name that is known here', found: JSON.stringify(value), known })
    }
    return shape
  }
}

/** `title`, `source.name`. */
function namesIn(fields: Fields): readonly string[] {
  return Object.entries(fields).flatMap(([name, shape]) => {
    const inner = isObject(shape) ? namesIn(shape) : []
    return [name, ...inner.map((deeper) => `${name}.${deeper}`)]
  })
}

function fieldsOf(shape: Shape | undefined): Fields | undefined {
  if (shape === undefined || typeof shape === 'string') return undefined
  return isObject(shape) ? shape : shape[0]
}

function isObject(shape: Shape): shape is Fields {
  return typeof shape === 'object' && !Array.isArray(shape)
}

const TAG = /<(?:!--|\/?([a-z][^\s/>]*))/iy
const ATTRIBUTE = /\s*(?:\/?>|([^\s"'>/=][^\s>/=]*)(\s*=\s*(["']?))?|.)/sy

/** Where one is after this text. */
function advance(text: string, from: Position): Position {
  let position = from
  let i = 0
  while (i < text.length) {
    if (position.where === 'text') {
      const open = text.indexOf('<', i)
      if (open === -1) return position
      TAG.lastIndex = open
      const tag = TAG.exec(text)
      i = tag === null ? open + 1 : TAG.lastIndex
      if (tag !== null)
        position =
          tag[1] === undefined ? { where: 'comment' } : { where: 'tag', element: tag[0].slice(1).toLowerCase() }
    } else if (position.where === 'comment') {
      const close = text.indexOf('-->', i)
      if (close === -1) return position
      i = close + 3
      position = TEXT
    } else if (position.where === 'raw') {
      const close = text.toLowerCase().indexOf(`</${position.element}`, i)
      if (close === -1) return position
      i = close
      position = TEXT
    } else if (position.where === 'value') {
      const { quote, element } = position
      const close = quote === '' ? i + text.slice(i).search(/[\s>]|$/) : text.indexOf(quote, i)
      if (close > i || close === -1) position = { ...position, begun: true }
      if (close === -1 || close >= text.length) return position
      i = quote === '' ? close : close + 1
      position = { where: 'tag', element }
    } else {
      const { element } = position
      ATTRIBUTE.lastIndex = i
      const [whole = '', name, equals, quote = ''] = ATTRIBUTE.exec(text) ?? []
      if (whole === '') return position
      i = ATTRIBUTE.lastIndex
      if (whole.endsWith('>') && name === undefined) {
        position = element === 'script' || element === 'style' ? { where: 'raw', element } : TEXT
      } else if (name !== undefined && equals !== undefined) {
        position = { where: 'value', element, attribute: name.toLowerCase(), quote, begun: false }
      }
    }
  }
  return position
}
