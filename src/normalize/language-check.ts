import type { EntryDraft } from '../model/entry.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { otherLanguage } from '../text/language.ts'

/** Fewer entries prove nothing: a paper quotes, and has pieces in another language. */
const fewest = 4
/** More would only cost time. */
const most = 8
/** Of those looked at, so many must be in the same other language. */
const plain = 0.75
/** A text's beginning shows its language. */
const sampleChars = 2_000

/**
 * What a source says of its language where most of its entries are plainly in another: `language en, texts in id`. Empty
 * where they agree, for neighbours that detectors confuse, and for few or short texts. Pure.
 */
export function languageMismatch(entries: readonly EntryDraft[]): readonly string[] {
  const counts = new Map<string, number>()
  let read = 0
  for (const { language, title, body } of entries) {
    if (read === most) break
    if (language === undefined) continue
    read++
    const found = otherLanguage(
      language,
      `${title} ${htmlToText((body.content ?? body.summary ?? '').slice(0, sampleChars))}`,
    )
    if (found === undefined) continue
    const warning = `language ${language}, texts in ${found}`
    counts.set(warning, (counts.get(warning) ?? 0) + 1)
  }
  return read < fewest ? [] : [...counts].flatMap(([warning, count]) => (count >= plain * read ? [warning] : []))
}
