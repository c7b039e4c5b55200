import { COMMON_WORDS } from './common-words.ts'
import { type LanguageScores, languageScores } from './language-scores.ts'

/** Tags that occur and are not the canonical one; underscores and case are handled by rule. */
const REPLACED = new Map([
  ['in', 'id'],
  ['iw', 'he'],
  ['ji', 'yi'],
  ['jw', 'jv'],
  ['mo', 'ro'],
  ['tl', 'fil'],
  ['cn', 'zh'],
  ['jp', 'ja'],
  ['kr', 'ko'],
  ['ua', 'uk'],
  ['cz', 'cs'],
  ['dk', 'da'],
  ['gr', 'el'],
  ['english', 'en'],
  ['indonesian', 'id'],
  ['indonesia', 'id'],
  ['bahasa', 'id'],
  ['malay', 'ms'],
  ['french', 'fr'],
  ['german', 'de'],
  ['deutsch', 'de'],
  ['spanish', 'es'],
  ['russian', 'ru'],
  ['arabic', 'ar'],
  ['chinese', 'zh'],
  ['japanese', 'ja'],
  ['korean', 'ko'],
  ['portuguese', 'pt'],
  ['italian', 'it'],
  ['dutch', 'nl'],
  ['turkish', 'tr'],
])

/** Primary subtags that say nothing: undetermined, multiple, no linguistic content, private use. */
const MEANINGLESS = new Set(['und', 'mul', 'mis', 'zxx', 'x', 'c', 'posix', 'qaa'])

/** `tag` as a canonical BCP 47 language tag (`EN_us` → `en-US`, `in` → `id`); undefined where it names no language. */
export function normalizeLanguage(tag: string): string | undefined {
  const written = tag
    .trim()
    .replace(/[.@].*$/s, '')
    .replaceAll('_', '-')
  if (written === '' || written.length > 40) return undefined
  const [primary = '', ...rest] = written.toLowerCase().split('-')
  if (MEANINGLESS.has(primary)) return undefined
  const candidate = [REPLACED.get(primary) ?? primary, ...rest].join('-')
  return canonical(candidate) ?? canonical(candidate.split('-')[0] ?? '')
}

function canonical(tag: string): string | undefined {
  if (!/^[a-z]{2,3}(?:-|$)/.test(tag)) return undefined
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch (error) {
    // `en-us-` and the like: not well-formed.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The table of scores, loaded and unpacked with the first text that asks for it. */
let scores: LanguageScores | undefined

/** Shorter texts are names and numbers more than language. */
const LEAST_LETTERS = 20

/**
 * The language of plain `text` by its letters, undefined where there are too few. Indonesian and Malay are one to any
 * detector, so Malay is told as `id`.
 */
export function detectLanguage(text: string): { readonly language: string; readonly reliable: boolean } | undefined {
  const sample = text.slice(0, 1000)
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const script = scriptLanguage(sample, letters)
  if (script !== undefined) return { language: script, reliable: true }
  if (letters < LEAST_LETTERS) return undefined
  scores ??= languageScores()
  const found = scores.detect(sample)
  return found === undefined ? undefined : { language: familyOf(found.language), reliable: found.reliable }
}

/** The language of a text in a script that is one language's own, or in Han: no detector is asked. */
export function languageOfScript(text: string): string | undefined {
  const sample = text.slice(0, 1000)
  return scriptLanguage(sample, sample.match(/\p{L}/gu)?.length ?? 0)
}

/** Scripts that one language of the press is written in. */
const OWN_SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Tamil}/gu, 'ta'],
  [/\p{Script=Telugu}/gu, 'te'],
  [/\p{Script=Kannada}/gu, 'kn'],
  [/\p{Script=Malayalam}/gu, 'ml'],
  [/\p{Script=Gujarati}/gu, 'gu'],
  [/\p{Script=Gurmukhi}/gu, 'pa'],
  [/\p{Script=Sinhala}/gu, 'si'],
  [/\p{Script=Khmer}/gu, 'km'],
  [/\p{Script=Lao}/gu, 'lo'],
  [/\p{Script=Myanmar}/gu, 'my'],
]

function scriptLanguage(sample: string, letters: number): string | undefined {
  if (!/[\u0250-\u03FF\u0500-\u1FFF\u2070-\uFFFF]/.test(sample)) return undefined
  for (const [script, language] of OWN_SCRIPTS) {
    const own = sample.match(script)?.length ?? 0
    // Japanese mixes kana with Han.
    if (own >= 4 && own * (language === 'ja' ? 5 : 2) > letters) return language
  }
  const han = sample.match(/\p{Script=Han}/gu)?.length ?? 0
  return han >= 4 && han * 2 > letters ? 'zh' : undefined
}

/** Languages that detectors confuse and publishers mix count as one. */
const FAMILIES: readonly (readonly string[])[] = [
  ['id', 'ms', 'jv', 'su', 'min', 'ace', 'ban'],
  ['hr', 'sr', 'bs', 'sh', 'cnr', 'sl', 'mk', 'bg'],
  ['no', 'nb', 'nn', 'da', 'sv'],
  ['cs', 'sk'],
  ['ru', 'uk', 'be', 'bg', 'kk', 'ky', 'mn', 'tg'],
  ['fil', 'tl', 'ceb'],
  ['zh', 'yue', 'wuu'],
  ['pt', 'gl', 'es', 'ca', 'oc', 'ast'],
  ['fa', 'ps', 'ur', 'ar', 'ckb', 'ug', 'sd'],
  ['hi', 'mr', 'ne', 'sa', 'mai', 'bho'],
  ['nl', 'af', 'fy', 'li'],
  ['az', 'tr', 'tk', 'uz'],
  ['de', 'lb', 'gsw', 'nds'],
  ['bn', 'as'],
  ['et', 'fi'],
]

function familyOf(language: string): string {
  return language === 'ms' ? 'id' : language
}

/** So many of a language's commonest words are every fourth word of its texts. */
const COMMONEST = 60
/** With a smaller share a text may still be in the language, but its words do not prove it. */
const PROVING_SHARE = 0.15

/** Whether the commonest words of a language show that `text` is in it, which costs nothing beside a detector. */
function speaks(language: string, text: string): boolean {
  const commonest = COMMON_WORDS[familyOf(language)]?.split(' ', COMMONEST)
  const words = text.toLowerCase().match(/[\p{L}\p{M}]+/gu)
  if (commonest === undefined || words === null) return false
  const known = new Set(commonest)
  return words.filter((word) => known.has(word)).length >= PROVING_SHARE * words.length
}

/** Written with Latin letters as a rule, and in other scripts too. */
const DIGRAPHIC = new Set(['uz', 'az', 'tk', 'ku', 'ms', 'id', 'jv', 'ha', 'ro', 'bs', 'tt'])

/** Whether a language of Latin letters is declared for a text that is mostly in another script, which it cannot be in. */
function isInForeignScript(primary: string, sample: string): boolean {
  if (!/[\u0370-\u1DFF\u3000-\uFFFF]/.test(sample)) return false
  const letters = sample.match(/\p{L}/gu)?.length ?? 0
  const latin = sample.match(/\p{Script=Latin}/gu)?.length ?? 0
  return latin * 2 < letters && !DIGRAPHIC.has(primary) && isWrittenInLatin(primary)
}

/** @param primary a language alone, as Unicode's CLDR knows it */
export function isWrittenInLatin(primary: string): boolean {
  return new Intl.Locale(primary).maximize().script === 'Latn'
}

/** So short a text is names and numbers more than words; a script is plain at once. */
const LEAST_CHARACTERS = 60

/**
 * The language `text` is plainly in, where that is another than `declared`: never for neighbours that detectors confuse,
 * never on little text, unless it is in a script that the declared one is not written in.
 */
export function otherLanguage(declared: string, text: string): string | undefined {
  const primary = normalizeLanguage(declared)?.split('-')[0]
  const sample = text.slice(0, 1000)
  if (primary === undefined) return undefined
  if (!isInForeignScript(primary, sample) && (sample.length < LEAST_CHARACTERS || speaks(primary, sample)))
    return undefined
  const found = detectLanguage(sample)
  if (found?.reliable !== true || primary === found.language) return undefined
  return areNeighbours(primary, found.language) ? undefined : found.language
}

function areNeighbours(one: string, other: string): boolean {
  return FAMILIES.some((family) => family.includes(one) && family.includes(other))
}

/** Of these one text is as often declared as the other: `no` and `nb`, Serbian and Croatian. */
const AS_ONE: readonly (readonly string[])[] = [
  ['id', 'ms'],
  ['hr', 'sr', 'bs', 'sh', 'cnr'],
  ['no', 'nb', 'nn', 'da'],
  ['zh', 'yue', 'wuu'],
  ['fil', 'tl'],
]

/** Whether two declared languages, by their primary subtags, say nothing against one piece. */
export function areDeclaredAlike(one: string, other: string): boolean {
  return one === other || AS_ONE.some((group) => group.includes(one) && group.includes(other))
}
