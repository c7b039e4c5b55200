import { hashText } from './word-hash.ts'

/** The links that more than one entry has, each with all that have it, in their order. Most links are of one alone. */
export function sharedLinks<T>(
  entries: readonly T[],
  linkOf: (entry: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  // By their hashes most are seen to be alone, and need not be kept.
  const times = new Uint8Array(powerOfTwo(entries.length * 8))
  const hashes = Uint32Array.from(entries, (entry) => hashText(linkOf(entry) ?? '') & (times.length - 1))
  for (const hash of hashes) times[hash] = Math.min((times[hash] ?? 0) + 1, 2)
  const firsts = new Map<string, T>()
  const shared = new Map<string, T[]>()
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i]
    if (entry === undefined || (times[hashes[i] ?? 0] ?? 0) < 2) continue
    const link = linkOf(entry)
    if (link === undefined) continue
    const first = firsts.get(link)
    const known = shared.get(link)
    if (first === undefined) firsts.set(link, entry)
    else if (known === undefined) shared.set(link, [first, entry])
    else known.push(entry)
  }
  return shared
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(least, 1)))
}
