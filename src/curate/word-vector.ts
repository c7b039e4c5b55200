/** Weighed words by their hashes, ascending, of length 1: two are compared by walking both once. */
export type WordVector = { readonly hashes: Uint32Array; readonly weights: Float32Array }

/** Indices fit beside a hash in the 53 bits of a number that are exact. */
const MOST_WORDS = 2 ** 16

/** The vector of these hashes; what appears again adds to its weight. */
export function wordVector(hashes: ArrayLike<number>, weights: readonly number[]): WordVector {
  const count = Math.min(hashes.length, MOST_WORDS)
  // One array of numbers is sorted without comparing in JavaScript.
  const order = new Float64Array(count)
  for (let i = 0; i < count; i++) order[i] = (hashes[i] ?? 0) * MOST_WORDS + i
  order.sort()
  const vector = { hashes: new Uint32Array(count), weights: new Float32Array(count) }
  let size = 0
  for (let i = 0; i < count; i++) {
    const place = order[i] ?? 0
    const hash = Math.floor(place / MOST_WORDS)
    const weight = weights[place - hash * MOST_WORDS] ?? 0
    if (size > 0 && vector.hashes[size - 1] === hash) {
      vector.weights[size - 1] = (vector.weights[size - 1] ?? 0) + weight
    } else {
      vector.hashes[size] = hash
      vector.weights[size] = weight
      size += 1
    }
  }
  let sum = 0
  for (let i = 0; i < size; i++) sum += (vector.weights[i] ?? 0) ** 2
  const length = Math.sqrt(sum)
  for (let i = 0; i < size; i++) vector.weights[i] = (vector.weights[i] ?? 0) / (length || 1)
  return { hashes: vector.hashes.subarray(0, size), weights: vector.weights.subarray(0, size) }
}

/** The vector with some words weighing less, of length 1 again. */
export function scaled(vector: WordVector, factors: ReadonlyMap<number, number>): WordVector {
  const weights = vector.weights.map((weight, i) => weight * (factors.get(vector.hashes[i] ?? 0) ?? 1))
  const length = Math.hypot(...weights)
  return { hashes: vector.hashes, weights: weights.map((weight) => weight / (length || 1)) }
}

/** The vector of the other words, of length 1 again. */
export function without(vector: WordVector, words: ReadonlySet<number>): WordVector {
  const places = [...vector.hashes.keys()].filter((i) => !words.has(vector.hashes[i] ?? 0))
  const hashes = Uint32Array.from(places, (i) => vector.hashes[i] ?? 0)
  return scaled({ hashes, weights: Float32Array.from(places, (i) => vector.weights[i] ?? 0) }, new Map())
}

/** 0 where nothing is shared, 1 for the same words. Symmetric to the last bit. */
export function cosine(a: WordVector, b: WordVector): number {
  const [x, y] = [a.hashes, b.hashes]
  let dot = 0
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    const one = x[i] ?? 0
    const other = y[j] ?? 0
    if (one === other) dot += (a.weights[i++] ?? 0) * (b.weights[j++] ?? 0)
    else if (one < other) i++
    else j++
  }
  return dot
}

/** Ascending, each once: the array itself, sorted, as far as it is filled. */
export function hashSet(hashes: Uint32Array): Uint32Array {
  const sorted = hashes.sort()
  let size = 0
  for (let i = 0; i < sorted.length; i++) {
    if (size === 0 || sorted[i] !== sorted[size - 1]) sorted[size++] = sorted[i] ?? 0
  }
  return sorted.subarray(0, size)
}

/** How many hashes are in both sets. */
export function countCommon(a: Uint32Array, b: Uint32Array): number {
  let common = 0
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const one = a[i] ?? 0
    const other = b[j] ?? 0
    if (one === other) {
      common++
      i++
      j++
    } else if (one < other) i++
    else j++
  }
  return common
}
