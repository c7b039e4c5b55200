import { createRequire } from 'node:module'
import { brotliDecompressSync } from 'node:zlib'
import { folded } from './words.ts'

const load = createRequire(import.meta.url)
let packed: ReadonlyMap<string, string> | undefined
const unpacked = new Map<string, ReadonlySet<string>>()

/** The table, loaded with the first word that is asked for. It lies beside this file, as .ts in the sources and as .js in the built package. */
function listsOfWords(): ReadonlyMap<string, string> {
  if (packed !== undefined) return packed
  const file = `./real-word-table.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`
  const { LANGUAGES, PACKED } = load(file) as typeof import('./real-word-table.ts')
  const lists = brotliDecompressSync(Buffer.from(PACKED, 'base64')).toString('utf8').split('\0')
  packed = new Map(LANGUAGES.map((language, i) => [language, lists[i] ?? '']))
  return packed
}

/** Neighbours whose words are nearly the same. */
const STAND_INS: Readonly<Record<string, string>> = {
  ms: 'id',
  nb: 'no',
  nn: 'no',
  be: 'uk',
  hr: 'sr',
  bs: 'sr',
  gl: 'pt',
}

/**
 * The common words of a language that a slip of the pen makes of one another: where both of two are among them, one was
 * not written for the other. Undefined for a language whose words are not known.
 * @param language BCP 47; where none is said, English
 */
export function realWords(language: string | undefined): ReadonlySet<string> | undefined {
  const primary = (language ?? 'en').split('-')[0] ?? ''
  const name = STAND_INS[primary] ?? primary
  const known = unpacked.get(name)
  if (known !== undefined) return known
  const list = listsOfWords().get(name)
  if (list === undefined) return undefined
  const words = new Set(list.split('\n').map(folded))
  unpacked.set(name, words)
  return words
}
