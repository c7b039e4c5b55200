/** The links that more than one entry has, each with all that have it, in their order. Most links are of one alone. */
export function sharedLinks<T>(
  entries: readonly T[],
  linkOf: (entry: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const firsts = new Map<string, T>()
  const shared = new Map<string, T[]>()
  for (const entry of entries) {
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
