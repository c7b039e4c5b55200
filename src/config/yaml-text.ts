import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Pair, parseDocument, visit } from 'yaml'
import { type Problem, problem } from './config-error.ts'

/** A step into a YAML document: a key or an index. */
export type Path = readonly (string | number)[]

/** Where a value stands and how it was written. Lines and columns from 1. */
export type Place = {
  readonly line: number
  readonly column: number
  /** Of the key it belongs to; the value's own in a list. */
  readonly keyLine: number
  readonly keyColumn: number
  /** A scalar as it stands in the file: what may be shown of it, even where it names a secret. */
  readonly written?: string
  /** Nothing is written but a comment that begins right behind it: `item: #main`. */
  readonly isCommentedOut?: true
}

/** One YAML file as plain data, with the place of everything in it. */
export type YamlText = {
  /** Objects have no prototype; undefined for an empty file. */
  readonly value: unknown
  readonly problems: readonly Problem[]
  /** Not YAML at all: `value` says nothing. */
  readonly broken: boolean
  place(path: Path): Place
}

/** What an alias may unfold to, in nodes: far above any use, far below a bomb (a `billion laughs` in YAML). */
const maxAliasedNodes = 10_000
const maxDepth = 64
const maxSyntaxProblems = 20

/** `sources[3].every`, as people write it. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`))
    .join('')
}

function pathKey(path: Path): string {
  return JSON.stringify(path)
}

type Reading = {
  readonly file: string
  readonly text: string
  readonly position: (offset: number) => Position
  readonly env: Readonly<Record<string, string | undefined>>
  readonly problems: Problem[]
  readonly places: Map<string, Place>
  readonly anchors: Map<string, unknown>
  /** Anchored nodes being unfolded: one inside itself has no end. */
  readonly open: Set<unknown>
  aliased: number
}

type Position = { readonly line: number; readonly column: number }

/** Line and column of any offset. The library's own counter loses lines behind a syntax error. */
function positions(text: string): (offset: number) => Position {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let line = 0
    for (let above = starts.length; above - line > 1; ) {
      const middle = (line + above) >> 1
      if ((starts[middle] ?? 0) <= offset) line = middle
      else above = middle
    }
    return { line: line + 1, column: offset - (starts[line] ?? 0) + 1 }
  }
}

function positionOf(node: unknown, reading: Reading): Position | undefined {
  if (typeof node !== 'object' || node === null || !('range' in node) || !Array.isArray(node.range)) return undefined
  return reading.position(Number(node.range[0]))
}

/** The text of a variable, `$${NAME}` standing for `${NAME}` itself. */
function fillIn(text: string, path: Path, at: Position, reading: Reading): string {
  return text.replace(/\$(\$?)\{([^{}]*)\}/g, (whole, escaped: string, name: string) => {
    if (escaped) return whole.slice(1)
    const value = Object.hasOwn(reading.env, name) ? reading.env[name] : undefined
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      complain(reading, at, path, { expected: 'the name of an environment variable between the braces', found: whole })
    } else if (value === undefined || value === '') {
      const found = value === '' ? `${name}, which is empty` : `${name}, which is not set`
      complain(reading, at, path, {
        expected: 'a variable of the environment',
        found,
        hint: `set it where Warta is started, for example: ${name}=… warta run`,
      })
    } else {
      return value
    }
    return ''
  })
}

function complain(
  reading: Reading,
  at: Position,
  path: Path,
  what: { readonly expected: string; readonly found: string; readonly hint?: string },
): void {
  const named = path.length > 0 ? { path: formatPath(path) } : {}
  reading.problems.push(problem({ file: reading.file, line: at.line, column: at.column, ...named, ...what }))
}

/** Expressions and regular expressions have braces and dollars of their own. */
function takesVariables(path: Path): boolean {
  return path[0] !== 'rules'
}

/** In a list of words `2024`, `007` and `true` are words, as written. */
function isWord(path: Path): boolean {
  return path[0] === 'rules' && path.length >= 4 && typeof path[3] === 'string' && path[3] !== 'by'
}

function scalarValue(node: { value: unknown; source?: string }, path: Path, at: Position, reading: Reading): unknown {
  const { value } = node
  if (typeof value === 'string') return takesVariables(path) ? fillIn(value, path, at, reading) : value
  if (typeof value === 'number' || typeof value === 'boolean') {
    return isWord(path) && node.source !== undefined ? node.source : value
  }
  if (value === null) return null
  complain(reading, at, path, { expected: 'plain YAML', found: `a value of YAML's kind ${typeof value}` })
  return undefined
}

/** An alias as what its anchor stands for at this point of the file; undefined after a complaint. */
function follow(node: Alias, path: Path, at: Position, reading: Reading): unknown {
  const target = reading.anchors.get(node.source)
  if (target === undefined) {
    const known = [...reading.anchors.keys()].slice(0, 10)
    const near = `${known.length === 0 ? 'none is set above' : `set above: ${known.join(', ')}`}; text that begins with * needs quotes`
    complain(reading, at, path, { expected: 'an anchor that was set before', found: `*${node.source}`, hint: near })
    return undefined
  }
  if (reading.open.has(target)) {
    complain(reading, at, path, { expected: 'an anchor that does not hold itself', found: `*${node.source}` })
    return undefined
  }
  return target
}

/** Keys that a merge (`<<: *defaults`) brings in: those not written themselves. */
function mergeInto(
  result: Record<string, unknown>,
  node: unknown,
  path: Path,
  depth: number,
  inherited: Position | undefined,
  reading: Reading,
): void {
  const at = positionOf(node, reading) ?? inherited ?? { line: 1, column: 1 }
  if (isSeq(node)) {
    for (const item of node.items) mergeInto(result, item, path, depth, inherited, reading)
    return
  }
  const target = isAlias(node) ? follow(node, path, at, reading) : node
  if (target === undefined) return
  if (!isMap(target)) {
    complain(reading, at, path, { expected: 'a map, or an alias of one, after <<', found: 'something else' })
    return
  }
  reading.open.add(target)
  const merged = mapValue(target.items, path, depth, at, isAlias(node), reading, new Set(Object.keys(result)))
  reading.open.delete(target)
  for (const [key, value] of Object.entries(merged)) result[key] = value
}

function mapValue(
  pairs: readonly Pair[],
  path: Path,
  depth: number,
  at: Position,
  aliased: boolean,
  reading: Reading,
  skip: ReadonlySet<string> = new Set(),
): Record<string, unknown> {
  const result: Record<string, unknown> = Object.create(null)
  const seen = new Map<string, Position>()
  const merges: unknown[] = []
  for (const pair of pairs) {
    const keyNode = pair.key
    const keyAt = positionOf(keyNode, reading) ?? at
    if (!isScalar(keyNode) || typeof keyNode.value === 'object') {
      complain(reading, keyAt, path, {
        expected: 'a plain key',
        found: isScalar(keyNode) ? 'nothing' : 'a list or map as key',
      })
      continue
    }
    if (keyNode.anchor) reading.anchors.set(keyNode.anchor, keyNode)
    const key = typeof keyNode.value === 'string' ? keyNode.value : (keyNode.source ?? String(keyNode.value))
    if (key === '<<' && keyNode.type === 'PLAIN') {
      merges.push(pair.value)
      continue
    }
    if (skip.has(key)) continue
    const here = [...path, key]
    const first = seen.get(key)
    if (first) {
      complain(reading, keyAt, here, {
        expected: 'each key once',
        found: `${key} again`,
        hint: `the first is on line ${first.line}`,
      })
      continue
    }
    seen.set(key, keyAt)
    if (key === '__proto__') {
      complain(reading, keyAt, here, { expected: 'a known key', found: '"__proto__"' })
      continue
    }
    result[key] = nodeValue(pair.value, here, depth + 1, { at: keyAt, key: keyAt }, aliased, reading)
  }
  for (const merge of merges) mergeInto(result, merge, path, depth, at, reading)
  return result
}

/** Whether `#` and text without a space between follow on the same line: rather a selector or a tag than a comment. */
function isCommentAt(offset: number, { text }: Reading): boolean {
  return /^[ \t]*#[^\s#]/.test(text.slice(offset, offset + 200))
}

function nodeValue(
  node: unknown,
  path: Path,
  depth: number,
  parent: { readonly at: Position; readonly key: Position | undefined },
  aliased: boolean,
  reading: Reading,
): unknown {
  const at = positionOf(node, reading) ?? parent.at
  const key = parent.key ?? at
  if (aliased && ++reading.aliased > maxAliasedNodes) {
    if (reading.aliased === maxAliasedNodes + 1) {
      complain(reading, at, path, {
        expected: `aliases that stand for at most ${maxAliasedNodes} values`,
        found: 'more',
      })
    }
    return undefined
  }
  if (depth > maxDepth) {
    complain(reading, at, path.slice(0, 4), { expected: `at most ${maxDepth} levels`, found: 'more' })
    return undefined
  }
  const written = isScalar(node) && typeof node.source === 'string' ? { written: node.source } : {}
  const isCommentedOut = isScalar(node) && node.value === null && isCommentAt(node.range?.[0] ?? 0, reading)
  reading.places.set(pathKey(path), {
    ...at,
    keyLine: key.line,
    keyColumn: key.column,
    ...written,
    ...(isCommentedOut ? { isCommentedOut } : {}),
  })
  if (isAlias(node)) {
    const target = follow(node, path, at, reading)
    if (target === undefined) return undefined
    reading.open.add(target)
    const value = nodeValue(target, path, depth + 1, { at, key }, true, reading)
    reading.open.delete(target)
    return value
  }
  if (isScalar(node)) {
    if (node.anchor) reading.anchors.set(node.anchor, node)
    return scalarValue(node, path, at, reading)
  }
  if (isMap(node) || isSeq(node)) {
    const wasOpen = reading.open.has(node)
    if (node.anchor) {
      reading.anchors.set(node.anchor, node)
      reading.open.add(node)
    }
    const value = isMap(node)
      ? mapValue(node.items, path, depth, at, aliased, reading)
      : node.items.map((item, index) =>
          nodeValue(item, [...path, index], depth + 1, { at, key: undefined }, aliased, reading),
        )
    if (!wasOpen) reading.open.delete(node)
    return value
  }
  return null
}

/** Where the library has lost its way, every further word is a mistake to it: only the first of those says something. */
function withoutEchoes<T extends { readonly code: string; readonly message: string }>(
  errors: readonly T[],
): readonly T[] {
  const lost = errors.findIndex(({ code }) => code === 'UNEXPECTED_TOKEN')
  return (lost === -1 ? errors : errors.slice(0, lost + 1)).slice(0, maxSyntaxProblems)
}

/** Where the quoted text begins that is still open at `offset`. */
function openingQuote(document: Document.Parsed, offset: number): number | undefined {
  let opened: number | undefined
  visit(document, {
    Scalar(_, node) {
      if (!node.type?.startsWith('QUOTE') || !node.range) return
      const [from, to] = node.range
      if (from < offset && to >= offset) opened = from
    },
  })
  return opened
}

/** What to do about the mistakes that people make most. */
const hints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indent with spaces',
  BLOCK_AS_IMPLICIT_KEY: 'put text that has a colon in it in quotes',
  MULTIPLE_DOCS: 'one file holds one section: leave out ---',
  BAD_SCALAR_START: 'put it in quotes',
  UNEXPECTED_TOKEN: 'look at the indentation and the quotes of this line and the one before',
  BAD_INDENT: 'look at the indentation of this line and the one before',
  MISSING_CHAR: 'look at the quotes and brackets of this line and those before',
}

/** The library's message is followed by an excerpt of the file; one line is enough. */
function firstLine(message: string): string {
  return (message.split(/[\n;]/)[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
}

/**
 * Reads YAML 1.2 as plain data and puts the values of `${NAME}` in. Syntax errors, duplicate keys, endless aliases and
 * missing variables are collected, never thrown. Aliases and merge keys are followed within bounds.
 */
export function readYamlText(file: string, text: string, env: Readonly<Record<string, string | undefined>>): YamlText {
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    logLevel: 'error',
    prettyErrors: false,
  })
  const reading: Reading = {
    file,
    text,
    position: positions(text),
    env,
    problems: [],
    places: new Map(),
    anchors: new Map(),
    open: new Set(),
    aliased: 0,
  }
  for (const error of withoutEchoes([...document.errors, ...document.warnings])) {
    const opened = error.code === 'MISSING_CHAR' ? openingQuote(document, error.pos[0]) : undefined
    const advice =
      opened === undefined ? hints[error.code] : `the quote was opened on line ${reading.position(opened).line}`
    const hint = advice === undefined ? {} : { hint: advice }
    const found = `a mistake: ${firstLine(error.message)}`
    complain(reading, reading.position(error.pos[0]), [], { expected: 'YAML', found, ...hint })
  }
  const broken = reading.problems.length > 0
  const start = { line: 1, column: 1 }
  const value =
    broken || document.contents === null
      ? undefined
      : nodeValue(document.contents, [], 0, { at: start, key: undefined }, false, reading)
  return {
    value,
    problems: reading.problems,
    broken,
    place(path) {
      for (let length = path.length; length >= 0; length--) {
        const place = reading.places.get(pathKey(path.slice(0, length)))
        if (place) return place
      }
      return { line: 1, column: 1, keyLine: 1, keyColumn: 1 }
    },
  }
}
