import { isDeepStrictEqual } from 'node:util'
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

/** A tag that the template begins, with what is known of its attributes; one object for each. */
type Tag = {
  readonly element: string
  readonly offset: number
  /** What the template itself writes in them, by their names. */
  readonly written: Map<string, string>
  /** Those that have a value of ours in them. */
  readonly filled: Set<string>
}

/** Where in HTML a place of the template is. Coarse: enough to know what may stand there. */
type Position =
  | { readonly where: 'text' }
  | { readonly where: 'comment' }
  /** Inside an element whose text is no HTML. */
  | { readonly where: 'raw'; readonly tag: Tag }
  /** Inside a tag, between its attributes. What follows a name at once (`glued`) would become part of it. */
  | { readonly where: 'tag'; readonly tag: Tag; readonly glued: boolean }
  | {
      readonly where: 'value'
      readonly tag: Tag
      readonly attribute: string
      readonly quote: string
      readonly begun: Begun
    }
  /** Behind something that is not understood. */
  | { readonly where: 'lost' }

/** What stands in an attribute already: nothing, an address of ours, or anything else. */
type Begun = 'nothing' | 'address' | 'words'

const TEXT: Position = { where: 'text' }
const LOST: Position = { where: 'lost' }
const ADDRESS = new Set(
  'href src poster cite background ping srcset imagesrcset longdesc lowsrc dynsrc usemap xlink:href'.split(' '),
)
/** Attributes that run, send or decide how others are read. */
const CODE = new RegExp(
  '^(?:on.*|style|srcdoc|values|to|from|by|attributename|action|formaction|data|charset|http-equiv|manifest|archive|' +
    'codebase|classid|profile|xml:base|encoding)$',
)
/** Elements that load or run what their attributes say. */
const FIXED = new Set('script base iframe object embed use animate animatemotion animatetransform set'.split(' '))
/** Elements whose text is no HTML (HTML Standard, 13.2.6.2); in the second ones it is a text like any other. */
const RAW = new Set(['script', 'style', 'iframe', 'title', 'textarea'])
const RAW_TEXT = new Set(['title', 'textarea'])
/** Elements after which HTML is read by other rules, or by rules that depend on the browser's settings. */
const REFUSED = new Set(
  'plaintext xmp noembed noframes noscript frame frameset applet math annotation-xml listing'.split(' '),
)
/** What a link may be for whose address is a value: nothing that a browser runs or styles the page by. */
const PLAIN_LINKS = new Set(
  'icon shortcut apple-touch-icon canonical alternate author license help search next prev home me bookmark'.split(' '),
)

function placeOf(position: Position): string {
  if (position.where === 'value') return `inside the attribute ${position.attribute}`
  if (position.where === 'tag') return `inside a tag <${position.tag.element}>`
  return position.where === 'raw' ? `inside <${position.tag.element}>` : `inside a comment`
}

/** Whether HTML goes on from both in the same way. */
function isSamePlace(a: Position, b: Position): boolean {
  if (a.where === 'lost' || b.where === 'lost') return true
  if ('tag' in a && 'tag' in b && a.tag !== b.tag) return false
  if (a.where === 'value' && b.where === 'value') return a.attribute === b.attribute && a.quote === b.quote
  return a.where === b.where
}

/** The place behind what may be there or not. */
function either(a: Position, b: Position): Position {
  if (a.where === 'lost' || b.where === 'lost') return LOST
  if (a.where === 'tag' && b.where === 'tag') return { ...a, glued: a.glued || b.glued }
  if (a.where === 'value' && b.where === 'value') {
    const both = [a.begun, b.begun]
    return { ...a, begun: both.includes('words') ? 'words' : both.includes('address') ? 'address' : 'nothing' }
  }
  return a
}

/** Sections inside one another: real ones have three or four, and each list among them is gone through twice. */
const DEEPEST = 8

class Inspection {
  #depth = 0
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
      if (type === 'text') at = this.#text(value, start, at)
      else if (type === '#' || type === '^') at = this.#section(token, scopes, at)
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

  #text(value: string, start: number, from: Position): Position {
    const { at, fault } = advance(value, start, from)
    if (fault !== undefined) this.faults.push(fault)
    return at
  }

  #section(token: Token, scopes: readonly Fields[], at: Position): Position {
    if (this.#depth >= DEEPEST) {
      this.#fault(token[2], `at most ${DEEPEST} sections inside one another`, `{{${token[0]}${token[1]}}}`)
      return at
    }
    this.#depth++
    try {
      return this.#sectionAt(token, scopes, at)
    } finally {
      this.#depth--
    }
  }

  #sectionAt([type, value, start, , children = []]: Token, scopes: readonly Fields[], at: Position): Position {
    const shape = this.#shape(value, start, scopes)
    const fields = type === '^' ? undefined : fieldsOf(shape)
    const inner = fields === undefined ? scopes : [...scopes, fields]
    const behind = this.walk(children, inner, at)
    if (!isSamePlace(at, behind)) {
      const expected = `{{/${value}}} in the same place of the HTML as {{${type}${value}}}`
      this.#fault(start, expected, `it ${behind.where === 'text' ? 'outside of any tag' : placeOf(behind)}`)
      return at
    }
    const after = either(at, behind)
    // The second of a list follows the first.
    const repeats = Array.isArray(shape) && type === '#' && this.faults.length === 0
    return repeats && !isDeepStrictEqual(at, after) ? either(after, this.walk(children, inner, after)) : after
  }

  #include(value: string, start: number, at: Position): void {
    this.used.add(`> ${value}`)
    const { includes } = this.#rules
    if (!includes.includes(value)) {
      const known = includes.map((name) => `{{> ${name}}}`).join(' or ')
      this.#fault(start, known === '' ? 'no include here' : known, `{{> ${value}}}`)
    } else if (at.where !== 'text' && at.where !== 'lost')
      this.#fault(start, `{{> ${value}}} outside of any tag`, `it ${placeOf(at)}`)
  }

  #name(value: string, start: number, scopes: readonly Fields[], at: Position): Position {
    const shape = this.#shape(value, start, scopes)
    if (shape === undefined) return at
    const wrong = (expected: string, hint?: string) => this.#fault(start, expected, `{{${value}}} ${placeOf(at)}`, hint)
    if (typeof shape !== 'string' || shape === 'flag') {
      const found = `{{${value}}}, which is ${shape === 'flag' ? 'a flag' : 'not a text'}`
      this.#fault(start, `{{#${value}}} … {{/${value}}}`, found)
    } else if (at.where === 'lost') return at
    else if (at.where === 'comment') wrong('names in the HTML itself')
    else if (at.where === 'raw') {
      if (!RAW_TEXT.has(at.tag.element)) wrong('names in the HTML itself')
      else if (shape === 'markup' || shape === 'attributes') wrong('a text')
    } else if (at.where === 'tag') {
      if (shape !== 'attributes') wrong('quotes around it', `write ="{{${value}}}"`)
    } else if (at.where === 'text') {
      if (shape === 'attributes') this.#fault(start, `{{${value}}} inside a tag`, 'it outside of any')
    } else if (at.quote === '') wrong('quotes around it', `write ="{{${value}}}"`)
    else if (shape === 'markup' || shape === 'attributes') wrong('a text')
    else if (CODE.test(at.attribute) || FIXED.has(at.tag.element)) wrong('a fixed value')
    else if (ADDRESS.has(at.attribute) && (shape !== 'url' || at.begun === 'words')) {
      wrong('an address of ours, first in the attribute')
    } else {
      at.tag.filled.add(at.attribute)
      return { ...at, begun: shape === 'url' && at.begun !== 'words' ? 'address' : 'words' }
    }
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

// White space as HTML has it (13.2.5): less than `\s`.
const END_TAG = /<\/[a-z][a-z0-9-]*[\t\n\f\r ]*>/iy
const START_TAG = /<([a-z][a-z0-9-]*)(?=[\t\n\f\r />]|$)/iy
const COMMENT = /<!--(?!-?(?:>|$))/y
const DOCTYPE = /<!doctype html>/iy
/** What begins a tag, a comment or the like, or may with what follows. */
const MARKUP = /<(?:[a-z/!?]|$)/i
const SPACE = /[\t\n\f\r /]+/y
const NAME =
  /([a-z_:][a-z0-9_:.-]*)(?:(?=[\t\n\f\r />]|$)(?![\t\n\f\r ]*=)|[\t\n\f\r ]*=[\t\n\f\r ]*(?:(["'])|([^\t\n\f\r "'=<>`]+)(?=[\t\n\f\r >]|$)|$))/iy

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

type Advance = { readonly at: Position; readonly fault?: TemplateFault }

/**
 * Where one is after this text. What browsers mend by rules of their own is not understood, but refused: a scanner that
 * follows all but one of them is one that can be led astray.
 */
function advance(text: string, start: number, from: Position): Advance {
  let at = from
  let i = 0
  const refuse = (expected: string, hint?: string): Advance => ({
    at: LOST,
    fault: {
      offset: start + i,
      expected,
      found: JSON.stringify(text.slice(i, i + 20)),
      ...(hint === undefined ? {} : { hint }),
    },
  })
  if (from.where !== 'lost' && text.includes('\0')) return refuse('no NUL character')
  while (i < text.length) {
    if (at.where === 'lost') return { at }
    if (at.where === 'text') {
      const open = text.slice(i).search(MARKUP)
      if (open === -1) return { at }
      i += open
      const tag = match(START_TAG, text, i)
      const plain = match(END_TAG, text, i) ?? match(DOCTYPE, text, i)
      const comment = match(COMMENT, text, i)
      if (tag !== null) {
        const element = (tag[1] ?? '').toLowerCase()
        if (REFUSED.has(element)) return refuse(`no <${element}>`)
        at = {
          where: 'tag',
          tag: { element, offset: start + i, written: new Map(), filled: new Set() },
          glued: true,
        }
      } else if (comment !== null) at = { where: 'comment' }
      else if (plain === null) return refuse('a whole tag or comment', 'write &lt; for a less-than sign')
      i += (tag ?? plain ?? comment)?.[0].length ?? 0
    } else if (at.where === 'comment') {
      // Not what else ends one (13.2.5.51), nor half of an end.
      const close = text.slice(i).search(/--|-?$/)
      if (close === -1 || i + close === text.length) return { at }
      i += close
      if (!text.startsWith('-->', i)) return refuse('a comment without --', 'it ends with -->')
      i += 3
      at = TEXT
    } else if (at.where === 'raw') {
      const open = text.slice(i).search(MARKUP)
      if (open === -1) return { at }
      i += open
      const close = match(END_TAG, text, i)
      if (
        close === null ||
        close[0]
          .slice(2)
          .match(/^[a-z0-9-]+/i)?.[0]
          .toLowerCase() !== at.tag.element
      ) {
        return refuse(`no tags inside <${at.tag.element}>`, `it ends with </${at.tag.element}>`)
      }
      i += close[0].length
      at = TEXT
    } else if (at.where === 'value') {
      const { tag, attribute, quote } = at
      if (quote === '') return refuse(`the value of ${attribute} in quotes, all of it`)
      const close = text.indexOf(quote, i)
      const words = text.slice(i, close === -1 ? text.length : close)
      tag.written.set(attribute, (tag.written.get(attribute) ?? '') + words)
      if (close === -1) return { at: { ...at, begun: words === '' ? at.begun : 'words' } }
      i = close + 1
      at = { where: 'tag', tag, glued: false }
    } else {
      const { tag, glued } = at
      const space = match(SPACE, text, i)
      const name = glued ? null : match(NAME, text, i)
      if (space !== null) {
        i += space[0].length
        at = { where: 'tag', tag, glued: false }
      } else if (text[i] === '>') {
        const fault = faultOf(tag)
        if (fault !== undefined) return { at: LOST, fault }
        i += 1
        at = RAW.has(tag.element) ? { where: 'raw', tag } : TEXT
      } else if (name === null) {
        return refuse(`attributes of <${tag.element}>, with spaces between them`)
      } else {
        const [whole, written = '', quote = '', unquoted] = name
        const attribute = written.toLowerCase()
        i += whole.length
        tag.written.set(
          attribute,
          `${tag.written.has(attribute) ? `${tag.written.get(attribute)} ` : ''}${unquoted ?? ''}`,
        )
        const isWhole = unquoted !== undefined || !whole.includes('=')
        at = isWhole ? { where: 'tag', tag, glued: true } : { where: 'value', tag, attribute, quote, begun: 'nothing' }
      }
    }
  }
  return { at }
}

/** What is wrong with a tag as a whole. */
function faultOf({ element, offset, written, filled }: Tag): TemplateFault | undefined {
  if (element === 'meta' && written.has('http-equiv') && filled.size > 0) {
    return { offset, expected: 'fixed values in a <meta> with http-equiv', found: `one in ${[...filled].join(', ')}` }
  }
  const rel = (written.get('rel') ?? '').toLowerCase().split(/[\t\n\f\r ]+/)
  const isPlain = !filled.has('rel') && rel.every((token) => PLAIN_LINKS.has(token))
  if (element === 'link' && filled.size > 0 && !isPlain) {
    const expected = `fixed values in a <link> that is not for one of ${[...PLAIN_LINKS].join(', ')}`
    return { offset, expected, found: `rel=${JSON.stringify(written.get('rel') ?? '')}` }
  }
  return undefined
}
