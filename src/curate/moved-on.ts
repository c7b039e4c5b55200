import type { Piece } from './piece.ts'
import { compare } from './similarity.ts'
import { has, markOf, tells } from './template.ts'
import { likenessOfShingles } from './text-likeness.ts'
import { likenessOfTitles } from './title-likeness.ts'

/**
 * Whether an entry that changed still tells the piece that it was a copy of. A story that moves on is told together with what
 * was known of it: `the captain of the ferry that ran aground was asleep`; an advertisement keeps words of the headline, or a
 * sentence, and speaks of its own things in others.
 */

/** So much of a headline, by weight, says the other piece too. */
const STILL_TOLD = 0.35
/** Of what the other says in headline and text so much is said still, where the headline has gone on or not. */
const STILL_SAID = 0.3
const MOSTLY_SAID = 0.5
/** Of the words that a headline has of its own and the text tells so many are first told beside what the other says, in one sentence. */
const TOLD_BESIDE = 0.5

/**
 * Whether what an entry says now is told by another piece too, of which it was a copy: it is one by comparison; it still says what
 * that says, and what is new in its headline beside that; or its headline says mostly what that says too, and its text says
 * nothing of the rest, or most of what that says.
 */
export function goesOnWith(now: Piece, other: Piece): boolean {
  if (areStrangers(now, other)) return false
  if (compare(now, other).isCopy) return true
  const known = tellingOf(other)
  const { told, news } = headlineBeside(now, other)
  const said = known.intersection(tellingOf(now)).size / Math.max(1, known.size)
  const sentences = news.flatMap((mark) => now.sentences.find((sentence) => sentence.has(mark)) ?? [])
  const beside = sentences.filter((sentence) => !sentence.isDisjointFrom(known)).length
  if (said >= STILL_SAID && beside > 0 && beside >= TOLD_BESIDE * sentences.length) return true
  return told >= STILL_TOLD && (said >= MOSTLY_SAID || sentences.length === 0)
}

/** How much of a headline another piece says too, by weight, and the words that tell of it which that has not. */
function headlineBeside(now: Piece, other: Piece) {
  const shared = new Set(likenessOfTitles(now, other).pairs.map(([place]) => place))
  const news: number[] = []
  let [all, common] = [0, 0]
  for (const [place, word] of now.words.entries()) {
    all += word.weight
    if (shared.has(place) || has(other.marks, markOf(word.form))) common += word.weight
    else if (tells(word)) news.push(markOf(word.form))
  }
  return { told: common / (all || 1), news }
}

/** What headline and text say that tells. */
function tellingOf({ words, sentences }: Piece): ReadonlySet<number> {
  const ofHeadline = new Set(words.filter(tells).map(({ form }) => markOf(form)))
  return sentences.reduce((all, sentence) => all.union(sentence), ofHeadline)
}

/** Whether two have nothing in common that tells: no name in the titles, hardly a word in the texts. */
function areStrangers(a: Piece, b: Piece): boolean {
  const title = likenessOfTitles(a, b)
  if (title.score >= STRANGERS.title) return false
  const text = likenessOfShingles(a, b, a.shingles, b.shingles)
  return text.isComparable ? text.cosine() < STRANGERS.text : title.sharedWeight < STRANGERS.shared
}

/** A word that tells weighs 1. */
const STRANGERS = { title: 0.2, text: 0.12, shared: 0.6 } as const
