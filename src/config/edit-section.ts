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
 * A section's file with sources added behind those that are there; every other byte stays as it is where the list is
 * written line by line, and comments and order do in any case. `text` is a file that reads without mistakes.
 */
export function addSources(text: string, sources: readonly NewSource[]): string {
  const document = parseDocument(text)
  const list = document.get('sources', true)
  const last = isSeq(list) && list.flow !== true ? list.items.at(-1) : undefined
  const end = isScalar(last) || isMap(last) || isSeq(last) ? last.range?.[1] : undefined
  const start = isSeq(list) ? list.range?.[0] : undefined
  if (end !== undefined && start !== undefined) {
    const lineEnd = text.indexOf('\n', Math.max(end - 1, 0))
    const at = lineEnd < 0 ? text.length : lineEnd + 1
    const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
    const lines = documentOf({ sources })
      .toString({ ...style, indentSeq: false })
      .split('\n')
      .slice(1)
    const added = lines
      .filter((line) => line !== '')
      .map((line) => `${indent}${line}\n`)
      .join('')
    const edited = `${text.slice(0, at)}${lineEnd < 0 ? '\n' : ''}${added}${text.slice(at)}`
    if (/^ *$/.test(indent) && isAdded(document, edited, sources)) return edited
  }
  if (isSeq(list)) for (const source of sources) list.add(document.createNode(withoutVariables(source)))
  else document.set('sources', document.createNode(withoutVariables(sources)))
  return document.toString(style)
}

/** Whether the text reads as the document with these sources behind its own, and nothing else changed. */
function isAdded(document: Document.Parsed, edited: string, sources: readonly NewSource[]): boolean {
  const after = parseDocument(edited)
  if (after.errors.length > 0) return false
  const before = document.toJS() as { readonly sources: readonly unknown[] }
  const wanted = { ...before, sources: [...before.sources, ...(withoutVariables(sources) as readonly unknown[])] }
  return JSON.stringify(after.toJS()) === JSON.stringify(wanted)
}
