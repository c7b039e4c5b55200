/** Puts a value to those that a key has. */
export function addTo<K, V>(all: Map<K, Set<V>>, key: K, value: V): void {
  const known = all.get(key)
  if (known === undefined) all.set(key, new Set([value]))
  else known.add(value)
}
