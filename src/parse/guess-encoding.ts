/** Counts of bytes beyond ASCII, and of the pairs they make, that tell old encodings apart. */
type Census = {
  readonly total: number
  /** Stretches of bytes beyond ASCII. */
  readonly runs: number
  /** 0xc0 to 0xdf, and 0xe0 to 0xff: in windows-1251 capitals and small letters, in KOI8-R the other way round. */
  readonly low: number
  readonly high: number
}

function count(bytes: Uint8Array): Census {
  let total = 0
  let runs = 0
  let low = 0
  let high = 0
  let inside = false
  // By places: an iterator takes five times as long.
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    const beyond = byte >= 0x80
    if (beyond) {
      total++
      if (!inside) runs++
      if (byte >= 0xe0) high++
      else if (byte >= 0xc0) low++
    }
    inside = beyond
  }
  return { total, runs, low, high }
}

function isKana(code: number): boolean {
  return code >= 0x3040 && code <= 0x30ff
}

function isHangul(code: number): boolean {
  return code >= 0xac00 && code <= 0xd7a3
}

/** The thousand most frequent would do; punctuation and the first block of ideographs come near enough. */
function isChinese(code: number): boolean {
  return (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xffef) || (code >= 0x4e00 && code <= 0x9fff)
}

/** What a text in an encoding of two bytes must mostly consist of: its script's everyday characters. */
const scripts: readonly (readonly [string, (code: number) => boolean, number])[] = [
  ['shift_jis', isKana, 0.15],
  ['euc-jp', isKana, 0.15],
  ['euc-kr', isHangul, 0.8],
  ['gb18030', isChinese, 0.9],
  ['big5', isChinese, 0.9],
]

/** Of what lies beyond ASCII. Counted: a list of all of it would take many times the memory of the text. */
function share(text: string, isOfScript: (code: number) => boolean): number {
  let beyond = 0
  let found = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code < 0x80) continue
    beyond++
    if (isOfScript(code)) found++
  }
  return beyond === 0 ? 0 : found / beyond
}

/** Western letters stand alone among ASCII ones. */
function isSparse({ total, runs }: Census): boolean {
  return total < 8 || total / runs < 2.5
}

const tried: readonly string[] = scripts.map(([encoding]) => encoding)

/** The encodings that `guessEncoding` tries: none where bytes that are not UTF-8 are western by their pattern alone. */
export function encodingsToTry(bytes: Uint8Array): readonly string[] {
  return isSparse(count(bytes)) ? [] : tried
}

/**
 * The encoding of bytes that nothing names rightly, where their own pattern tells: Japanese by its kana, Korean by
 * its syllables, Chinese by ideographs alone, Cyrillic by whole words beyond ASCII and where their small letters lie.
 * Undefined for all else, which is western far more often than not.
 *
 * @param textIn decodes the bytes, or returns undefined where one is wrong in the encoding
 */
export function guessEncoding(bytes: Uint8Array, textIn: (encoding: string) => string | undefined): string | undefined {
  const census = count(bytes)
  if (isSparse(census)) return undefined
  const { total, low, high } = census
  for (const [encoding, isOfScript, least] of scripts) {
    const text = textIn(encoding)
    if (text !== undefined && share(text, isOfScript) >= least) return encoding
  }
  if ((low + high) / total < 0.85) return undefined
  return high > low ? 'windows-1251' : 'koi8-r'
}
