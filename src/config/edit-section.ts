import { Document, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml'

/** A source as the operator would write it: its address alone, or a map. */
export type NewSource = string | Readonly<Record<string, unknown>>

const style = { lineWidth: 0, flowCollectionPadding: true } as const

/** `${…}` in text that came from elsewhere is text, and no variable of the environment. */
function withoutVariables(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\$\{([^{}]*)\}/g, '$$$${$1}')
  if (Array.isArray(value)) return value.map(withoutVariables)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutVariables(item)]))
}

/** Maps and lists inside of a source stand on one line. */
function documentOf(value: unknown): Document {
  const document = new Document(withoutVariables(value))
  visit(document, {
    Collection(_, node, path) {
      if (path.filter((one) => isMap(one) || isSeq(one)).length >= 3) node.flow = true
    },
  })
  return document
}

/** A section's file, new. */
export function newSection(section: Readonly<Record<string, unknown>>, sources: readonly NewSource[]): string {
  return documentOf({ ...section, ...(sources.length === 0 ? {} : { sources }) }).toString(style)
}

/**
 * A section's file with sources added behind those that are there, written as those are: line by line, or within brackets.
 * Every other byte stays as it is; only a list that is written in no such way is written anew, with its comments, order and
 * line ends. `text` is a file that reads without mistakes.
 */
export function addSources(text: string, sources: readonly NewSource[]): string {
  const document = parseDocument(text)
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n'
  for (const edit of [behindLines, withinBrackets, underKey, atEnd]) {
    const edited = edit({ text, document, list: document.get('sources', true), lineEnd }, sources)
    if (edited !== undefined && isAdded(document, edited, sources)) return edited
  }
  const list = document.get('sources', true)
  if (isSeq(list)) for (const source of sources) list.add(document.createNode(withoutVariables(source)))
  else document.set('sources', document.createNode(withoutVariables(sources)))
  return document.toString(style).replaceAll(/\r?\n/g, lineEnd)
}

type Written = {
  readonly text: string
  readonly document: Document.Parsed
  /** What stands behind `sources:`. */
  readonly list: unknown
  readonly lineEnd: string
}

/** `- https://…`, a line each or more. */
function sourceLines(sources: readonly NewSource[]): readonly string[] {
  const lines = documentOf({ sources })
    .toString({ ...style, indentSeq: false })
    .split('\n')
  return lines.slice(1).filter((line) => line !== '')
}

/** Where the line of `at` ends, its line break excluded. */
function lineEndAt(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  if (end < 0) return text.length
  return text[end - 1] === '\r' ? end - 1 : end
}

function indentAt(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
}

/** Lines behind the line of `at`, with the line end that the file may lack. */
function linesBehind({ text, lineEnd }: Written, at: number, indent: string, sources: readonly NewSource[]): string {
  const end = lineEndAt(text, at)
  const added = sourceLines(sources)
    .map((line) => `${lineEnd}${indent}${line}`)
    .join('')
  return `${text.slice(0, end)}${added}${text.slice(end) || lineEnd}`
}

function endOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[1] : undefined
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined
}

function behindLines(written: Written, sources: readonly NewSource[]): string | undefined {
  const { list, text } = written
  if (!isSeq(list) || list.flow === true) return undefined
  const [start, end] = [startOf(list), endOf(list.items.at(-1))]
  if (start === undefined || end === undefined) return undefined
  const indent = indentAt(text, start)
  return /^ *$/.test(indent) ? linesBehind(written, Math.max(end - 1, 0), indent, sources) : undefined
}

function withinBrackets({ text, list, lineEnd }: Written, sources: readonly NewSource[]): string | undefined {
  if (!isSeq(list) || list.flow !== true) return undefined
  const [open, after] = [startOf(list), endOf(list)]
  if (open === undefined || after === undefined) return undefined
  const added = sources.map(inBrackets)
  const [start, end] = [startOf(list.items.at(-1)), endOf(list.items.at(-1))]
  if (start === undefined || end === undefined) return `${text.slice(0, open)}[${added.join(', ')}]${text.slice(after)}`
  const comma = /^[ \t]*,/.exec(text.slice(end, after))?.[0]
  const behind = end + (comma?.length ?? 0)
  const isOwnLine = /^[ \t]*$/.test(indentAt(text, start))
  if (!isOwnLine)
    return `${text.slice(0, behind)}${comma === undefined ? ',' : ''} ${added.join(', ')}${text.slice(behind)}`
  // A line for each, behind what else stands in the last one's: a comment.
  const lineStop = Math.min(lineEndAt(text, behind), after - 1)
  const lines = added.map((one) => `${lineEnd}${indentAt(text, start)}${one}`).join(',')
  return (
    `${text.slice(0, behind)}${comma === undefined ? ',' : ''}${text.slice(behind, lineStop)}` +
    `${lines}${comma === undefined ? '' : ','}${text.slice(lineStop)}`
  )
}

/** As one of a list within brackets. */
function inBrackets(source: NewSource): string {
  const document = new Document([withoutVariables(source)])
  visit(document, {
    Collection(_, node) {
      node.flow = true
    },
  })
  return document.toString(style).trim().slice(1, -1).trim()
}

/** `sources:` with nothing behind it. */
function underKey(written: Written, sources: readonly NewSource[]): string | undefined {
  const { contents } = written.document
  if (!isMap(contents) || (isScalar(written.list) && written.list.value !== null)) return undefined
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === 'sources')
  const end = pair === undefined ? undefined : endOf(pair.key)
  return end === undefined ? undefined : linesBehind(written, end, '  ', sources)
}

/** No `sources` at all: a section made of others, or of rules alone so far. */
function atEnd({ text, document, list, lineEnd }: Written, sources: readonly NewSource[]): string | undefined {
  if (list !== undefined || !isMap(document.contents)) return undefined
  const body = text === '' || text.endsWith('\n') ? text : `${text}${lineEnd}`
  return `${body}${['sources:', ...sourceLines(sources).map((line) => `  ${line}`)].map((line) => `${line}${lineEnd}`).join('')}`
}

/** Whether the text reads as the document with these sources behind its own, and nothing else changed. */
function isAdded(document: Document.Parsed, edited: string, sources: readonly NewSource[]): boolean {
  const after = parseDocument(edited)
  if (after.errors.length > 0) return false
  const before = document.toJS() as { readonly sources?: readonly unknown[] | null }
  const added = withoutVariables(sources) as readonly unknown[]
  return JSON.stringify(after.toJS()) === JSON.stringify({ ...before, sources: [...(before.sources ?? []), ...added] })
}
