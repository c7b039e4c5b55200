/** The share of the room that whole sentences must fill, or a word ends the excerpt. */
const LEAST_SHARE = 0.25

/**
 * The beginning of plain `text`, at most `maxChars` UTF-16 units long. It ends with a sentence where one fits, else with
 * a word and `…`, and never inside a grapheme. Line feeds end sentences (a block of the page ended there).
 */
export function excerpt(text: string, maxChars: number, language?: string): string {
  const whole = text.trim()
  if (whole.length <= maxChars) return oneLine(whole)
  if (maxChars <= 0) return ''
  const locale = segmentationLocale(language)
  const sentences = sentencesWithin(whole, maxChars, locale)
  if (sentences >= maxChars * LEAST_SHARE) return oneLine(whole.slice(0, sentences))
  return wordsWithin(whole, maxChars, locale)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The language itself if Intl knows the tag, else the root's rules. */
function segmentationLocale(language: string | undefined): string {
  if (language === undefined) return 'en'
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en'
  } catch (error) {
    if (error instanceof RangeError) return 'en'
    throw error
  }
}

/** The end of the last whole sentence within `maxChars`, 0 if there is none. */
function sentencesWithin(text: string, maxChars: number, locale: string): number {
  // Some text past the limit lets the segmenter see whether a stop at the limit ends a sentence.
  const window = text.slice(0, maxChars + 40)
  let end = 0
  for (const { segment, index } of new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(window)) {
    const trimmed = segment.trimEnd()
    const stop = index + trimmed.length
    if (stop > maxChars) break
    if (index + segment.length >= window.length) break
    const ended = segment.includes('\n') || SENTENCE_END.test(trimmed)
    if (ended && !endsWithAbbreviation(trimmed)) end = stop
  }
  return end
}

/** A terminal mark, perhaps with closing quotes and brackets behind it. */
const SENTENCE_END = /[\p{Sentence_Terminal}…‥។៕๚๛ฯ၊](?:[\p{Pe}\p{Pf}\p{Pi}"'*\]]|\uFE0F)*$/u

/** Words that a full stop shortens and a name or number follows, in the languages that have most feeds. */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof sen rep gov gen col capt lt sgt rev hon st jr sr vs inc ltd co corp no nr vol fig al ca approx ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ' +
    'tn ny sdr sdri drs ir hj kh ust jl gg kel kec kab tgl dll dkk dst spp yth rp mt ' +
    'bzw ggf sog usw evtl mio mrd str hr fr abs art tel mme mlle av bd sra srta ud uds lic ing dra pág núm sig dott ' +
    'ул г гг им т тыс млн млрд руб см др проф акад'
  ).split(' '),
)

/** Whether the stop belongs to an abbreviation, an initial, or an ordinal (`3. Oktober`), so that the sentence goes on. */
function endsWithAbbreviation(sentence: string): boolean {
  const word = /(?:^|[\s("'“„«])([\p{L}\p{M}\d.]+)\.$/u.exec(sentence)?.[1]
  if (word === undefined) return false
  if (/^\d{1,2}$/.test(word)) return true
  const last = word.slice(word.lastIndexOf('.') + 1)
  return /^\p{L}$/u.test(last) || ABBREVIATIONS.has(word.toLowerCase())
}

function wordsWithin(text: string, maxChars: number, locale: string): string {
  const room = maxChars - 1
  const window = text.slice(0, room + 24)
  let end = 0
  for (const { index } of new Intl.Segmenter(locale, { granularity: 'word' }).segment(window)) {
    if (index > room) break
    end = index
  }
  if (end === 0) end = graphemesWithin(window, room, locale)
  const kept = oneLine(text.slice(0, end)).replace(/[\s,;:–—\-([“„«"'、，；：]+$/u, '')
  return kept === '' ? '' : `${kept}…`
}

function graphemesWithin(text: string, room: number, locale: string): number {
  let end = 0
  for (const { index } of new Intl.Segmenter(locale, { granularity: 'grapheme' }).segment(text)) {
    if (index > room) break
    end = index
  }
  return end
}
