/**
 * Damerau-Levenshtein distance (optimal string alignment): how many letters must be inserted, left out, changed or
 * swapped with their neighbour to make one word of the other.
 */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let least = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1)
      }
      row[j] = least
    }
    before = last
    last = row
  }
  return last[b.length] ?? 0
}

/** `max-every`, `max_every` and `MaxEvery` are all meant for `maxEvery`. */
function bare(key: string): string {
  return key.toLowerCase().replace(/[-_ ]/g, '')
}

/** The known key that was probably meant, or undefined when none is near enough to be a fair guess. */
export function nearestKey(written: string, known: Iterable<string>): string | undefined {
  if (written.length > 64) return undefined
  const wanted = bare(written)
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const key of known) {
    const distance = editDistance(wanted, bare(key))
    if (distance < least) {
      best = key
      least = distance
    }
  }
  const tolerance = wanted.length <= 2 ? 0 : Math.min(3, Math.max(1, Math.floor(wanted.length / 3)))
  return least <= tolerance ? best : undefined
}
