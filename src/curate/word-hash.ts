/** 32 bits of a word, the same in every run (FNV-1a over code units). */
export function hashText(text: string): number {
  return hashBeginning(text, text.length)
}

/** `hashText` of a word's first code units, without cutting it. */
export function hashBeginning(text: string, length: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** Spreads a hash over all its bits (the end of MurmurHash3). */
export function mixHash(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
