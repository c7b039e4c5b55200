import { detectLanguage } from '../text/language.ts'
import { collapseSpace } from '../text/plain.ts'
import { wordsOf } from '../text/words.ts'
import { withoutCounters, withoutTitleCounter } from './counters.ts'
import { withoutCredits, withoutDateline, withoutOutlet } from './credits.ts'
import { type Hunk, hunksBetween } from './edit-script.ts'
import { type EditedWord, editedWords } from './edited-words.ts'
import { withoutReadOn } from './read-on.ts'
import { areContraries, isSlip } from './slip.ts'
import { turns, turnsCharacter } from './turning-words.ts'

/** One version of an entry, as far as readers see it. */
export type Version = {
  readonly title: string
  /** Plain text of its body, a line for each paragraph. */
  readonly text: string
  /** BCP 47, as declared. */
  readonly language?: string | undefined
  readonly url?: string | undefined
  /** Of attached files, as they are compared. */
  readonly files: readonly string[]
}

/** `none`: only counters and clocks ran on; `trivial`: a slip mended, a link moved; `substance`: it says something else. */
export type Change = 'none' | 'trivial' | 'substance'

/**
 * What changed between two versions, as a reader would judge it. In a title everything counts but slips that were mended;
 * in a text also some small words do not, the more the longer it is. Where it is in doubt a change counts: an `updated` too
 * many does no harm, a reversal that nobody is told of does. Pure.
 */
export function changeOf(before: Version, after: Version): Change {
  if (before.files.join('\n') !== after.files.join('\n')) return 'substance'
  const language = after.language ?? before.language ?? detectLanguage(`${after.title} ${after.text}`)?.language
  const areTitled = !(beginsWithTitle(before) && beginsWithTitle(after))
  if (areTitled && before.title !== after.title && isOtherTitle(before.title, after.title, language)) return 'substance'
  const [was, is] = [withoutFrame(before), withoutFrame(after)]
  const isSameText = collapseSpace(was).trim() === collapseSpace(is).trim()
  if (!isSameText && isOtherText(withoutMakers(was), withoutMakers(is), language)) return 'substance'
  return (before.title === after.title || !areTitled) && isSameText && before.url === after.url ? 'none' : 'trivial'
}

/** Without what runs on by itself and what leads to the whole piece. */
function withoutFrame({ text, title }: Version): string {
  return withoutCounters(withoutReadOn(withoutCounters(text), title))
}

/** Without those through whom it came and who made it. */
function withoutMakers(text: string): string {
  return withoutCredits(withoutDateline(text))
}

/** An entry without a title bears the beginning of its text, counters and all: what changed there is judged as text. */
function beginsWithTitle({ title, text }: Version): boolean {
  const beginning = title.replace(/(?:…|\.\.\.)$/, '').trimEnd()
  return beginning !== '' && collapseSpace(text).startsWith(beginning)
}

/** More edits are a new text. */
const MOST_EDITS = 64

type Edit = Hunk<EditedWord>

const SPELT_ALIKE = {
  isSame: (a: EditedWord, b: EditedWord) => a.raw === b.raw || (a.kind !== 'word' && a.form === b.form),
  most: MOST_EDITS,
}

function isOtherTitle(before: string, after: string, language: string | undefined): boolean {
  const [was, is] = [before, after].map((title) => editedWords(withoutOutlet(withoutTitleCounter(title))))
  if (was === undefined || is === undefined) return true
  // Of signs alone: each of them tells.
  if (was.length === 0 && is.length === 0) return before.replace(/\s/g, '') !== after.replace(/\s/g, '')
  const edits = hunksBetween(was, is, SPELT_ALIKE)
  return edits === undefined || edits.some((edit) => !isMended(edit, language))
}

function isOtherText(before: string, after: string, language: string | undefined): boolean {
  const [was, is] = differing(before, after)
  if (Math.max(was.length, is.length) > MOST_CHARACTERS) return true
  const edits = hunksBetween(editedWords(was), editedWords(is), SPELT_ALIKE)
  if (edits === undefined) return true
  const real = edits.filter((edit) => !isMended(edit, language))
  if (real.some(isTurning)) return true
  const free = freeWeight(Math.min(sizeOf(before), sizeOf(after)))
  return real.reduce((sum, edit) => sum + weightOf(edit, language, free), 0) > free
}

/** Shorter texts have nothing that could be left out. */
const SHORT = 15
/** A small word, such as an article. */
const SMALL = 0.4
/** Words for one of full weight. */
const WORDS_FOR_ONE = 250

function freeWeight(words: number): number {
  if (words < SHORT) return 0
  return Math.max(SMALL, words / WORDS_FOR_ONE)
}

/** In words; a character of a script without spaces is half a one. */
function sizeOf(text: string): number {
  const characters = text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu,
  )
  return (characters?.length ?? 0) / 2 + (text.match(/\S+/g)?.length ?? 0)
}

/** Each with its end; a figure's point and an initial's end none. */
function sentencesOf(text: string): readonly string[] {
  const sentences = text.match(/[^\n]+?(?:[.!?…।۔]["”’»)]*(?=\s)|[。！？]["”』」）]*|(?=\n)|$)/gu) ?? []
  return sentences.map((sentence) => sentence.trim())
}

/** More of a text is another text. */
const MOST_CHARACTERS = 20_000

/** The sentences that are not in both: whole ones may change places. */
function differing(was: string, is: string): readonly [string, string] {
  const [before, after] = [sentencesOf(was), sentencesOf(is)]
  return [without(before, counted(after)), without(after, counted(before))]
}

function without(sentences: readonly string[], others: Map<string, number>): string {
  const left = sentences.filter((sentence) => {
    const count = others.get(sentence) ?? 0
    others.set(sentence, count - 1)
    return count <= 0
  })
  return left.join('\n')
}

function counted(sentences: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const sentence of sentences) counts.set(sentence, (counts.get(sentence) ?? 0) + 1)
  return counts
}

/** A slip, or the same written together or apart: `air strike`, `airstrike`. */
function isMended({ gone, come }: Edit, language: string | undefined): boolean {
  if (![...gone, ...come].some(({ kind }) => kind === 'number') && joinedForm(gone) === joinedForm(come)) {
    return gone.length !== come.length || gone.every((word, i) => isSpeltSo(word, come[i], language))
  }
  return gone.length === come.length && gone.every((word, i) => isSpeltSo(word, come[i], language))
}

function isSpeltSo(word: EditedWord, other: EditedWord | undefined, language: string | undefined): boolean {
  return other !== undefined && (word.raw === other.raw || isSlip(word, other, language))
}

function joinedForm(words: readonly EditedWord[]): string {
  return words.map(({ form }) => form).join('')
}

/** Figures, names, negations and contraries are never small. */
function isTurning({ gone, come }: Edit): boolean {
  const all = [...gone, ...come]
  if (
    all.some(
      ({ kind, form, isName }) =>
        kind === 'number' || isName || (kind === 'character' ? turnsCharacter(form) : turns(form)),
    )
  ) {
    return true
  }
  return gone.some((word) =>
    come.some((other) => areContraries(word.form, other.form) || isDenied(word.form, other.form)),
  )
}

/** What denies a word as a part of it: `guilty` and `unguilty`, `виновный` and `невиновный`, `दोषी` and `निर्दोष`. */
const DENYING =
  /^(?:un|in|im|il|ir|dis|non|anti|not|de|des|mis|ohne|on|o|u|ei|epa|ne|nie|bez|be|nem|tak|tidak|не|ни|без|бес|анти|невъз|नि|निर्|निः|अ|अन|बे|गैर|ना|غير|لا|اللا|بي|نا|בלתי|אי|αν|α|αντι|μη|부|불|무|비|미)/u
const LEAST_STEM = 3

function isDenied(a: string, b: string): boolean {
  const stemOf = (form: string) => form.replace(DENYING, '')
  const startsAlike = (one: string, other: string) =>
    one !== other && one.length >= LEAST_STEM && other.startsWith(one.slice(0, Math.max(LEAST_STEM, one.length - 1)))
  return startsAlike(stemOf(a), b) || startsAlike(stemOf(b), a)
}

/** What went and what came, whichever is more; in a text that is not long an exchange of words is never small, nor in any one of characters. */
function weightOf({ gone, come }: Edit, language: string | undefined, free: number): number {
  const weight = (words: readonly EditedWord[]) =>
    words.reduce((sum, { raw, kind }) => sum + (kind === 'character' ? 1 : (wordsOf(raw, language)[0]?.weight ?? 1)), 0)
  const isExchange = gone.length > 0 && come.length > 0
  const isCharacter = gone.some(({ kind }) => kind === 'character')
  return Math.max(weight(gone), weight(come)) + (isExchange && (free < 1 || isCharacter) ? 1 : 0)
}
