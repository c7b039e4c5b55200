/** Neighbouring words that went and what came in their place; one of both may be empty. */
export type Hunk<T> = { readonly gone: readonly T[]; readonly come: readonly T[] }

/**
 * The shortest way from one sequence to another (Myers 1986), in order: what changed places is gone and has come. Undefined
 * where more than `most` went and came.
 */
export function hunksBetween<T>(
  before: readonly T[],
  after: readonly T[],
  { isSame, most }: { isSame: (a: T, b: T) => boolean; most: number },
): readonly Hunk<T>[] | undefined {
  const [n, m] = [before.length, after.length]
  if (Math.abs(n - m) > most) return undefined
  const same = (x: number, y: number) => isSame(before[x] as T, after[y] as T)
  const trace: Map<number, number>[] = []
  let furthest = new Map<number, number>([[1, 0]])
  for (let edits = 0; edits <= most; edits++) {
    const reached = new Map<number, number>()
    trace.push(furthest)
    for (let k = -edits; k <= edits; k += 2) {
      const [left, right] = [furthest.get(k - 1) ?? -1, furthest.get(k + 1) ?? -1]
      let x = k === -edits || (k !== edits && left < right) ? right : left + 1
      while (x >= 0 && x < n && x - k >= 0 && x - k < m && same(x, x - k)) x++
      reached.set(k, x)
      if (x >= n && x - k >= m) return joined(wayBack(before, after, trace, edits))
    }
    furthest = reached
  }
  return undefined
}

type Step<T> = { readonly x: number; readonly y: number; readonly gone?: T; readonly come?: T }

function wayBack<T>(
  before: readonly T[],
  after: readonly T[],
  trace: readonly Map<number, number>[],
  edits: number,
): readonly Step<T>[] {
  const steps: Step<T>[] = []
  let [x, y] = [before.length, after.length]
  for (let d = edits; d > 0; d--) {
    const furthest = trace[d] ?? new Map<number, number>()
    const k = x - y
    const [left, right] = [furthest.get(k - 1) ?? -1, furthest.get(k + 1) ?? -1]
    const isDown = k === -d || (k !== d && left < right)
    const from = isDown ? right : left
    const fromY = from - (isDown ? k + 1 : k - 1)
    steps.push(isDown ? { x: from, y: fromY, come: after[fromY] as T } : { x: from, y: fromY, gone: before[from] as T })
    ;[x, y] = [from, fromY]
  }
  return steps.reverse()
}

/** Steps with nothing in common between them are one hunk. */
function joined<T>(steps: readonly Step<T>[]): readonly Hunk<T>[] {
  const hunks: { gone: T[]; come: T[] }[] = []
  let [nextX, nextY] = [-1, -1]
  for (const { x, y, gone, come } of steps) {
    if (x !== nextX || y !== nextY) hunks.push({ gone: [], come: [] })
    const hunk = hunks.at(-1)
    if (gone !== undefined) hunk?.gone.push(gone)
    else if (come !== undefined) hunk?.come.push(come)
    ;[nextX, nextY] = gone === undefined ? [x, y + 1] : [x + 1, y]
  }
  return hunks
}
