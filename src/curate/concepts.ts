import { brotliDecompressSync } from 'node:zlib'
import { wordsOf } from '../text/words.ts'
import { CONCEPT_NAMES } from './concept-table.ts'
import { NOUNS_WITH_CAPITALS } from './formula.ts'
import { namesInChinese, skeletonOf } from './skeleton.ts'

/** What a text speaks of, whatever its language: weight of each feature, normalized to length 1. */
export type Concepts = ReadonlyMap<string, number>

/** Names of concepts in one language. */
type Lexicon = {
  /** Stems of one to three words, parted by spaces. */
  readonly byStems: ReadonlyMap<string, ReadonlySet<string>>
  /** Of scripts without spaces: looked for wherever they stand. */
  readonly phrases: ReadonlyMap<string, ReadonlySet<string>>
}

const SPACELESS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const MARKS = /[\u0300-\u036F\u064B-\u065F\u0670]/g
/** Words with capitals in a row, where no sentence begins. */
const NAMES = /(?<=[\p{L}\p{M}\p{N},;)][ \u00A0\u202F'’-]|\p{L}[-'’])\p{Lu}[\p{L}\p{M}]+(?: \p{Lu}[\p{L}\p{M}]+)*/gu
/** A name that so many concepts bear tells nothing. */
const MOST_MEANINGS = 24
const MOST_WORDS = 3
/** Of a name in a script without spaces, by its length: short ones stand in other words by chance. */
const PHRASE_WEIGHT = 0.5

/** The lexicons, each unpacked when the first text in its language asks for it. */
export class Lexicons {
  readonly #known = new Map<string, Lexicon | undefined>()

  /** What a text speaks of; undefined in a language without lexicon. The title counts twice. */
  conceptsOf(title: string, text: string, language: string): Concepts | undefined {
    const lexicon = this.#of(language)
    return lexicon === undefined ? undefined : conceptsOf(folded(`${title}. ${title}. ${text}`), language, lexicon)
  }

  /** The names in a text, each as what may answer to it elsewhere; none where capitals tell none. Days and months are nobody's. */
  namesIn(text: string, language: string): readonly ReadonlySet<string>[] {
    const lexicon = NOUNS_WITH_CAPITALS.has(language) ? undefined : this.#of(language)
    if (lexicon === undefined) return []
    return [...new Set(text.match(NAMES))].flatMap((words) => {
      // Before the name stands who it is (`Prime Minister`).
      const name = words.split(' ').slice(-2).join(' ')
      const features = new Set(conceptsOf(folded(name), language, lexicon).keys())
      const isDay = [...features].some((feature) => feature.startsWith('d') || feature.startsWith('m'))
      return features.size === 0 || isDay ? [] : [features]
    })
  }

  #of(language: string): Lexicon | undefined {
    if (!this.#known.has(language)) this.#known.set(language, lexiconOf(language))
    return this.#known.get(language)
  }
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFD').replace(MARKS, '').normalize('NFC')
}

function lexiconOf(language: string): Lexicon | undefined {
  const packed = CONCEPT_NAMES[language]
  if (packed === undefined) return undefined
  const byStems = new Map<string, Set<string>>()
  const phrases = new Map<string, Set<string>>()
  const add = (name: string, concept: string) => {
    const plain = folded(name)
      .replace(/[-_’']/g, ' ')
      .trim()
    if (plain.length < 2) return
    const [map, key] = SPACELESS.test(plain) ? [phrases, plain] : [byStems, plain.split(/\s+/).map(stemOf).join(' ')]
    const concepts = map.get(key)
    if (concepts === undefined) map.set(key, new Set([concept]))
    else concepts.add(concept)
  }
  const names = brotliDecompressSync(Buffer.from(packed, 'base64')).toString('utf8').split('\n')
  for (const [i, line] of names.entries()) for (const name of line.split('|')) add(name, `t${i}`)
  for (const [concept, name] of namesInIntl(language)) add(name, concept)
  for (const map of [byStems, phrases]) {
    for (const [key, concepts] of map) if (concepts.size > MOST_MEANINGS) map.delete(key)
  }
  return { byStems, phrases }
}

/** Countries, languages, months and days are in the runtime’s own copy of CLDR. */
function namesInIntl(language: string): readonly (readonly [string, string])[] {
  const names: [string, string][] = []
  const regions = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      const name = regions.of(`${first}${second}`)
      if (name !== undefined) names.push([`r${first}${second}`, name])
    }
  }
  const languages = new Intl.DisplayNames(language, { type: 'language', fallback: 'none' })
  for (const code of Object.keys(CONCEPT_NAMES)) {
    const name = languages.of(code)
    if (name !== undefined) names.push([`l${code}`, name])
  }
  const month = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
  const dated = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' })
  for (let i = 0; i < 12; i++) {
    const at = Date.UTC(2024, i, 5)
    const inDate = dated.formatToParts(at).find(({ type }) => type === 'month')?.value
    names.push([`m${i}`, month.format(at)], [`m${i}`, inDate ?? ''])
  }
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  for (let i = 0; i < 7; i++) names.push([`d${i}`, weekday.format(Date.UTC(2024, 0, 7 + i))])
  for (const unit of UNITS) {
    for (const count of [1, 2, 5]) {
      const parts = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).formatToParts(count)
      names.push([`u${unit}`, parts.find(({ type }) => type === 'unit')?.value ?? ''])
    }
  }
  return names
}

/** As `Intl` names them: measures that news are told in. */
const UNITS =
  'acre celsius day degree foot hectare hour kilogram kilometer liter meter mile minute month percent second week year'.split(
    ' ',
  )

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

const ARABIC = /^[\u0600-\u06FF]/
const HANGUL = /^[\uAC00-\uD7A3]/
/** Articles, prepositions and conjunctions that Arabic writes together with the word. */
const ARABIC_PREFIX = /^(?:[وف]?[بکكل]?ال|و?لل|[وبلف](?=.{3}))/
const KOREAN_PARTICLE = /(?:은|는|이|가|을|를|의|에|에서|와|과|로|으로|도)$/

/** What inflections leave. */
function stemOf(word: string): string {
  if (ARABIC.test(word)) return arabicStem(word)
  if (HANGUL.test(word)) return word
  if (/^[\u0370-\u04FF\u0B80-\u0BFF]/.test(word)) return word.slice(0, word.length > 5 ? 5 : 4)
  return word.slice(0, 6)
}

function arabicStem(word: string): string {
  const even = word
    .replace(/[أإآٱ]/g, 'ا')
    .replace(/[ىي]/g, 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('ة', 'ه')
    .replaceAll('\u200C', '')
  const bare = even.replace(ARABIC_PREFIX, '')
  const stem = bare.length >= 3 ? bare : even
  return stem.replace(/(?:ات|ون|ین|ان|های|ها|ه|ی)$/, (end) => (stem.length - end.length >= 3 ? '' : end)).slice(0, 5)
}

function conceptsOf(text: string, language: string, { byStems, phrases }: Lexicon): Concepts {
  const features = new Map<string, number>()
  const put = (feature: string, weight: number) => features.set(feature, (features.get(feature) ?? 0) + weight)
  const tokens = text.match(/\d+(?:[.,]\d+)*|[\p{L}\p{M}]+/gu) ?? []
  const stems = tokens.map(stemOf)
  const common = new Map(wordsOf(text, language).map(({ form, weight }) => [form, weight]))
  for (const [i, token] of tokens.entries()) {
    if (/^\d/.test(token)) {
      const number = token.replace(/[.,](?=\d{3}\b)/g, '')
      put(`n${number}`, number.length > 1 ? 2 : 0.7)
      continue
    }
    for (const concepts of meanings(token, stems, i, byStems)) {
      for (const concept of concepts)
        put(
          concept,
          ((concept.startsWith('r') ? 1.2 : 1) * (0.4 + 0.6 * (common.get(token) ?? 1))) / Math.sqrt(concepts.size),
        )
    }
    if (!SPACELESS.test(token) && (common.get(token) ?? 1) >= 0.9) putName(token, put)
  }
  if (SPACELESS.test(text)) {
    for (const [phrase, concepts] of phrases) {
      const times = Math.min(3, text.split(phrase).length - 1)
      if (times > 0)
        for (const concept of concepts)
          put(concept, (PHRASE_WEIGHT * times * Math.min(2, phrase.length - 1)) / Math.sqrt(concepts.size))
    }
    for (const name of text.match(/[ァ-ヴー]{2,}|[a-z]{3,}/g) ?? []) putName(name, put)
    if (language === 'zh') for (const name of namesInChinese(text)) putName(name, put)
  }
  return normalized(features)
}

/** Concepts of the word and of those that it begins; in Korean of its longest beginning, particles hang on behind. */
function meanings(
  token: string,
  stems: readonly string[],
  i: number,
  byStems: Lexicon['byStems'],
): readonly ReadonlySet<string>[] {
  const found: ReadonlySet<string>[] = []
  if (HANGUL.test(token)) {
    for (let length = Math.min(token.length, 6); length >= 2 && found.length === 0; length--) {
      const concepts = byStems.get(token.slice(0, length))
      if (concepts !== undefined) found.push(concepts)
    }
    return found
  }
  for (let count = MOST_WORDS; count >= 1; count--) {
    const concepts = byStems.get(stems.slice(i, i + count).join(' '))
    if (concepts !== undefined) found.push(concepts)
  }
  return found
}

/** What may be a name, by its consonants. */
function putName(token: string, put: (feature: string, weight: number) => void): void {
  const bare = HANGUL.test(token) && token.length > 3 ? token.replace(KOREAN_PARTICLE, '') : token
  const skeleton = skeletonOf(ARABIC.test(bare) ? bare.replace(/^(?:[وف]?[بکكل]?ال|و?لل)(?=.{3})/, '') : bare)
  if (skeleton.length >= 3) put(`k${skeleton}`, skeleton.length >= 4 ? 0.9 : 0.5)
  if (token.length > 3 && /^[a-z]+$/.test(token)) put(`w${token.slice(0, 6)}`, 0.7)
}

/** Frozen: things are spoken of everywhere, names and figures seldom. */
function normalized(features: ReadonlyMap<string, number>): Concepts {
  const weighed = [...features].map(
    ([feature, weight]) => [feature, Math.sqrt(weight) * (feature.startsWith('t') ? 0.75 : 1)] as const,
  )
  const length = Math.hypot(...weighed.map(([, weight]) => weight))
  return new Map(weighed.map(([feature, weight]) => [feature, length === 0 ? 0 : weight / length]))
}
