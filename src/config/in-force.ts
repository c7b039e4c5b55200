import { formatPath, type Path } from './yaml-text.ts'

/** One key without effect. */
export type Row = {
  /** The file it may stand in. */
  readonly in: 'site' | 'section'
  /** Indices are `[]`, a rule's action is `*`. */
  readonly key: string
  /** Only such values; every value where absent. */
  readonly only?: RegExp
  /** What is left out with it, in the same notation; the key itself where absent; nothing where empty. */
  readonly leavesOut?: string
}

/**
 * Keys that an operator may write already and that change nothing yet. `check` names each that is used, and what they
 * configure is left out of the configuration. To put one in force: delete its row.
 */
export const notYetInForce: readonly Row[] = [
  { in: 'site', key: 'alerts' },
  // Kept in the configuration, so that whoever opens the store refuses it instead of writing elsewhere.
  { in: 'site', key: 'store', only: /^postgres/, leavesOut: '' },
  { in: 'section', key: 'rules[].boost', leavesOut: 'rules[]' },
  { in: 'section', key: 'rules[].*.when', leavesOut: 'rules[]' },
]

function pattern(path: Path): string {
  return formatPath(
    path.map((step, index) => (path[0] === 'rules' && index === 2 && path.length > 3 ? '*' : step)),
  ).replace(/\[\d+\]/g, '[]')
}

/** Each key of `value` that `rows` say has no effect yet. */
export function keysNotInForce(
  file: 'site' | 'section',
  value: unknown,
  rowsOfAll: readonly Row[] = notYetInForce,
): readonly { readonly path: Path; readonly leavesOut: Path | undefined }[] {
  const rows = new Map(rowsOfAll.filter((row) => row.in === file).map((row) => [row.key, row]))
  const found: { path: Path; leavesOut: Path | undefined }[] = []
  const visit = (node: unknown, path: Path): void => {
    const row = rows.get(pattern(path))
    if (row && (row.only === undefined || (typeof node !== 'object' && row.only.test(String(node))))) {
      // A path that is left out is a beginning of the key's own path: as many steps as its notation has.
      const steps =
        row.leavesOut === undefined ? path.length : row.leavesOut === '' ? 0 : row.leavesOut.split(/\.|(?=\[)/).length
      found.push({ path, leavesOut: steps === 0 ? undefined : path.slice(0, steps) })
      return
    }
    if (typeof node !== 'object' || node === null) return
    for (const [key, item] of Object.entries(node)) visit(item, [...path, Array.isArray(node) ? Number(key) : key])
  }
  if (typeof value === 'object' && value !== null) visit(value, [])
  return found
}

/** A copy of `value` without what stands at these paths; places in lists keep their numbers and are undefined. */
export function leaveOut(value: unknown, paths: readonly Path[]): unknown {
  const gone = new Set(paths.map((path) => formatPath(path)))
  const copy = (node: unknown, path: Path): unknown => {
    if (path.length > 0 && gone.has(formatPath(path))) return undefined
    if (Array.isArray(node)) return node.map((item, index) => copy(item, [...path, index]))
    if (typeof node !== 'object' || node === null) return node
    const result: Record<string, unknown> = Object.create(null)
    for (const [key, item] of Object.entries(node)) {
      const kept = copy(item, [...path, key])
      if (kept !== undefined) result[key] = kept
    }
    return result
  }
  return gone.size === 0 ? value : copy(value, [])
}
