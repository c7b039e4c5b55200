import type { Body } from '../model/entry.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { type Word, wordsOf } from '../text/words.ts'
import { SENTENCE_END } from './formula.ts'
import { type Marks, markOf, tells, unnamed } from './template.ts'

/** Characters of HTML above which a content is a text and not its beginning. */
const WHOLE = 1_500

/** Whether a content is long enough to be the whole text, whatever it says. */
export function isLongContent({ content, summary }: Body): boolean {
  return (content?.length ?? 0) >= WHOLE && (content?.length ?? 0) > (summary?.length ?? 0)
}

/** HTML of a content that is looked through: a text speaks early of what it is about. */
const LOOKED_THROUGH = 20_000
/** A summary that says fewer words besides the headline says nothing by itself. */
const LEAST_BESIDE = 3
/** Share of what is said of a text that the text says, too. */
const LEAST_SAID = 0.2
/** Of the sentences that the summary has not so many speak of what it or the headline says: of articles half, of advertising none. */
const LEAST_ABOUT = 0.1
/** Characters of a text whose sentences are looked at. */
const LOOKED_AT = 6_000
/** With fewer words a headline and its summary say too little to tell. */
const LEAST_KNOWN = 3

/**
 * Whether a content is the text that headline and summary tell of: it says some of what the summary says besides the headline, or
 * where that is nothing, of the headline; and so does what it goes on with. An advertisement below a piece's headline and summary
 * is no full text of it, nor is one behind them.
 * @param headline its words
 */
export function isWholeText(body: Body, headline: readonly Word[], language: string | undefined): boolean {
  if (!isLongContent(body)) return false
  const ofHeadline = telling(headline)
  const summary = htmlToText(body.summary ?? '')
  const beside = telling(wordsOf(summary, language)).difference(ofHeadline)
  const said = beside.size >= LEAST_BESIDE ? beside : ofHeadline
  const content = htmlToText((body.content ?? '').slice(0, LOOKED_THROUGH))
  const told = new Set(wordsOf(content, language).map(({ form }) => markOf(form)))
  if (said.intersection(told).size < LEAST_SAID * said.size) return false
  const known = ofHeadline.union(beside)
  if (known.size < LEAST_KNOWN) return true
  const more = [
    ...new Set(
      content
        .slice(0, LOOKED_AT)
        .split(SENTENCE_END)
        .map((sentence) => sentence.trim()),
    ),
  ].filter((sentence) => sentence !== '' && !summary.includes(sentence))
  const about = more.filter((sentence) => wordsOf(sentence, language).some(({ form }) => known.has(markOf(form))))
  return about.length >= LEAST_ABOUT * more.length
}

/** A text that says fewer words that tell besides its headline says nothing by itself. */
const LEAST_TOLD = 2

/**
 * Whether a text says nothing of its piece: the headline once more and a word or so besides (`Click here for …`), or not one word of
 * it. Under a headline that others have, too, such a text is not what readers should be given.
 * @param marks those of the text's words, where they are known
 */
export function saysNothing(headline: readonly Word[], text: readonly Word[], marks?: Marks): boolean {
  if (text.length === 0) return false
  const ofHeadline = telling(headline)
  const beside = new Set<number>()
  let speaksOfIt = ofHeadline.size < LEAST_TOLD
  for (let i = 0; i < text.length; i++) {
    const word = text[i]
    if (word === undefined || !tells(word)) continue
    const mark = marks === undefined ? markOf(word.form) : unnamed(marks[i])
    if (ofHeadline.has(mark)) speaksOfIt = true
    else if (beside.size < LEAST_TOLD) beside.add(mark)
    if (speaksOfIt && beside.size >= LEAST_TOLD) return false
  }
  return true
}

function telling(words: readonly Word[]): ReadonlySet<number> {
  return new Set(words.filter(tells).map(({ form }) => markOf(form)))
}
