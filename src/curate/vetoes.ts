import {
  AGENTS,
  COMPETITION,
  COMPETITION_INITIALS,
  CORRECTION_LABEL,
  DEATH,
  DIRECTIONS,
  DISTINCTIONS,
  NEGATIONS,
  NEGATIVE_ENDING,
  REACTIONS,
  SIDES,
  SPACELESS_VETO,
  TOLD_AS_WRITTEN,
} from '../text/telling-words.ts'
import type { Word } from '../text/words.ts'
import { numbersAgree } from './figures.ts'
import { addsMore, announces, goesOn, matched, namesBearer, tellsOfDeath } from './headline-turns.ts'
import type { Piece } from './piece.ts'
import { announcesInBoth, tellsNextStage } from './next-stage.ts'
import { nameOtherPeople, onlyRetell, tellOfTwo, tellOtherFigures } from './formula.ts'
import { nameOthers, nameOtherTeam } from './other-names.ts'
import { nameOnePlace, nameOtherPlaces } from './places.ts'
import { exchangesAny, exchangesNames, has, isNamedIn, isToldByBoth, markOf, tellOfOthers, tells } from './template.ts'
import { isShort, type Surroundings, type TextLikeness, THRESHOLDS } from './text-likeness.ts'
import type { TitleLikeness } from './title-likeness.ts'
import { exchangesWords, nameOtherParts, tellsMore } from './told-more.ts'
import { hashText } from './word-hash.ts'
import { countCommon } from './word-vector.ts'

/** Why two entries that look alike are not folded. */
export type Veto =
  | 'numbers'
  | 'negation'
  | 'reaction'
  | 'distinction'
  | 'not-yet'
  | 'opposite'
  | 'exchanged-words'
  | 'exchanged-roles'
  | 'added-words'
  | 'question'
  | 'kind'
  | 'own-kind'
  | 'too-short'
  | 'texts-differ'
  | 'template'
  | 'same-source'
  | 'sent-again'
  | 'recurring-title'
  | 'language'
  | 'another-day'
  | 'too-far-apart'

const HOUR = 60 * 60 * 1000

/** A day later a text with one figure more and one less is its update (`at least 128 have died`, 157), and no copy. */
export function areFiguresOne(a: Piece, b: Piece, text: TextLikeness): boolean {
  if (Math.abs(a.at - b.at) < SAME_DAY) return text.numbersAgree
  return a.figures.isSubsetOf(b.figures) || b.figures.isSubsetOf(a.figures)
}

/** Whether one text is the other but for names or numbers; of recipes and tenders for any word that tells. */
function exchangesThings(a: Piece, b: Piece): boolean {
  if (exchangesNames(a, b)) return true
  if (!a.headline.isNotice || !b.headline.isNotice) return false
  return exchangesAny(a.marks, b.marks, a.particulars.words.union(b.particulars.words))
}

/** A text told again under a headline that says something else is only believed when it is nearly the same. */
export function textVeto(a: Piece, b: Piece, title: TitleLikeness, score: number): Veto | undefined {
  if (a.headline.isOwn !== b.headline.isOwn) return 'own-kind'
  if (correctsOne(a, b, title)) return 'kind'
  if (title.score >= THRESHOLDS.title && a.headline.isQuestion !== b.headline.isQuestion) return 'question'
  if (numbersContradict(title) && !isFiguredIn(a, b) && !isFiguredIn(b, a)) return 'numbers'
  if (title.score < 0.3 && score < 0.85) return 'exchanged-words'
  if (!isToldByBoth([title.onlyA, title.onlyB], [a.marks, b.marks], title.score >= THRESHOLDS.bothTitle))
    return 'template'
  if (isShort(a, b) && !tellsOf(title.shared, a, b)) return 'template'
  if (exchangesThings(a, b)) return 'template'
  if (exchangesInText(title.onlyA, a, b) && exchangesInText(title.onlyB, b, a)) return 'exchanged-words'
  if (isToldApart(title.onlyA, a, b) || isToldApart(title.onlyB, b, a)) return 'distinction'
  if (asidesTell(a, b)) return 'distinction'
  if (divideUntold(a, b, title)) return 'distinction'
  if (saysMore(a, b, title)) return 'added-words'
  if (exchangesWords(title.onlyA, title.onlyB, a, b) || tellsNextStage(a, b)) return 'exchanged-words'
  if (nameOthers(a, b, title) || nameOtherTeam(a, b)) return 'distinction'
  if (announcesInBoth(a, b, title.pairs)) return 'not-yet'
  if (nameOtherParts(title.onlyA, title.onlyB, a, b)) return 'distinction'
  if (score < ONE_WORD_OTHER && tellOfOtherTeams(a, b)) return 'distinction'
  if (score < 0.8) return wordVeto(a, b, title, untoldIn(title, a, b)) ?? (tellOfTwo(a, b) ? 'texts-differ' : undefined)
  return score < ONE_WORD_OTHER ? contradiction(a, b, title) : undefined
}

/** Both texts have a word that both titles have: a few words that are hung under anything (`read it all on our site`) have none. */
function tellsOf(shared: readonly string[], a: Piece, b: Piece): boolean {
  return shared.some((form) => has(a.marks, markOf(form)) && has(b.marks, markOf(form)))
}

/** Nearly the same text, in which yet a word may be another. */
const ONE_WORD_OTHER = 0.97

/** The figures of a title stand in the other's text: of what both tell each names another part. */
function isFiguredIn(one: Piece, other: Piece): boolean {
  return one.numbers.isSubsetOf(other.numbers.union(other.figures))
}

/** A name that one title has alone is in its own text and not in the other: one template, told of two towns. */
function exchangesInText(only: readonly Word[], own: Piece, other: Piece): boolean {
  return only.some((word) => {
    if (!tells(word) || !isNamedIn(word, own.marks)) return false
    const hash = hashText(word.form)
    return own.vector.hashes.includes(hash) && !other.vector.hashes.includes(hash)
  })
}

/** Where one text ends the other may go on so many words in the same sentence. */
const SAME_SENTENCE = 3

/**
 * Which of several a title says is in its own text too, as far as the other's goes, and there is nothing of it: the women's final, told in
 * the words of the men's.
 */
function isToldApart(only: readonly Word[], own: Piece, other: Piece): boolean {
  return only.some(({ form, isNumber }) => {
    if (!(isNumber ? AGE_CLASS.test(form) : DISTINCTIONS.has(form))) return false
    const mark = markOf(form)
    const place = own.marks.findIndex((each) => (each & ~1) >>> 0 === mark)
    return place >= 0 && place <= other.marks.length + SAME_SENTENCE && !has(other.marks, mark)
  })
}

/** Which of several one of two headlines says that are one but for that, of which neither text speaks: final and semi-final, under one text. */
function divideUntold(a: Piece, b: Piece, { score, onlyA, onlyB }: TitleLikeness): boolean {
  if (score < THRESHOLDS.title && (onlyA.length > 1 || onlyB.length > 1)) return false
  const isUntold = (mark: number) => !has(a.marks, mark) && !has(b.marks, mark)
  return (
    tellingIn(a) !== tellingIn(b) ||
    [...onlyA, ...onlyB].some(({ form }) => DISTINCTIONS.has(form) && isUntold(markOf(form)))
  )
}

/** The one is told again to say that it was wrong, or that what is told among people is. */
function correctsOne(a: Piece, b: Piece, { onlyA, onlyB }: TitleLikeness): boolean {
  if (onlyA.length + onlyB.length === 0) return false
  return CORRECTION_LABEL.test(a.headline.text) !== CORRECTION_LABEL.test(b.headline.text)
}

/** One has a word more in headline and text, and the other no word of sense instead, but what both texts have. */
function saysMore(a: Piece, b: Piece, { onlyA, onlyB }: TitleLikeness): boolean {
  const isOwn = ({ form, weight }: Word) =>
    weight > LIGHT && !(has(a.marks, markOf(form)) && has(b.marks, markOf(form)))
  return (!onlyB.some(isOwn) && tellsMore(onlyA, a, b)) || (!onlyA.some(isOwn) && tellsMore(onlyB, b, a))
}

/** What forbids that two alike headlines are one piece: their words first, then what is around them. */
export function titleVeto(
  a: Piece,
  b: Piece,
  title: TitleLikeness,
  text: TextLikeness,
  surroundings: Surroundings,
): Veto | undefined {
  if (a.headline.isOwn || b.headline.isOwn) return 'own-kind'
  if (a.headline.kind !== b.headline.kind) return 'kind'
  if (numbersContradict(title)) return 'numbers'
  const words = wordVeto(a, b, title)
  if (words !== undefined) return words
  if (correctsOne(a, b, title)) return 'kind'
  if (saysMore(a, b, title)) return 'added-words'
  if (exchangesWords(title.onlyA, title.onlyB, a, b) || tellsNextStage(a, b)) return 'exchanged-words'
  if (announcesInBoth(a, b, title.pairs)) return 'not-yet'
  if (nameOthers(a, b, title) || nameOtherTeam(a, b)) return 'distinction'
  if (nameOtherParts(title.onlyA, title.onlyB, a, b)) return 'distinction'
  if (a.headline.isQuestion !== b.headline.isQuestion) return 'question'
  if (mayEndOtherwise(a, b) && text.score < THRESHOLDS.text) return 'texts-differ'
  if (title.sharedWeight < 2.8 || title.sharedCount < 4) return 'too-short'
  if (surroundings.titleRecurs === true) return 'recurring-title'
  if (text.isComparable && text.cosine() < 0.12) return 'texts-differ'
  if (text.isLong && text.score >= THRESHOLDS.text && exchangesThings(a, b)) return 'template'
  return a.sourceId === b.sourceId ? sourceVeto(a, b, title, text) : dayVeto(a, b, text)
}

/** Titles longer than what is compared of them: they go on with other words, or with what was cut off. */
function mayEndOtherwise({ headline: a }: Piece, { headline: b }: Piece): boolean {
  return a.beyond !== b.beyond || a.beyond.endsWith('…')
}

/** So long after one another two outlets' texts of one title have the same figures, or are about the next day's events. */
const SAME_DAY = 12 * HOUR
/** From one day's news to the next day's, which as often as not has the same headline (`Wall Street closes higher`). */
const NEXT_DAY = 20 * HOUR
/** Texts of one event that were written by two, or more alike than that. */
const LEAST_ALIKE = 0.35

/** Forbids what is told under one title again by another outlet on another day, unless the texts are of one event. */
function dayVeto(a: Piece, b: Piece, text: TextLikeness): Veto | undefined {
  const apart = Math.abs(a.at - b.at)
  if (apart >= SAME_DAY && !numbersAgree(a.figures, b.figures)) return 'numbers'
  const event = eventVeto(a, b)
  if (event !== undefined) return event
  return apart >= NEXT_DAY && !(text.isComparable && text.cosine() >= LEAST_ALIKE) ? 'another-day' : undefined
}

/** Forbids what the texts below one headline tell of two places, people, teams or events, whoever sent them. */
function eventVeto(a: Piece, b: Piece): Veto | undefined {
  if (tellOfOthers(a, b)) return 'texts-differ'
  if (nameOtherPlaces(a, b)) return 'texts-differ'
  if (tellOfOtherTeams(a, b)) return 'distinction'
  if (tellOtherFigures(a, b)) return 'numbers'
  if (onlyRetell(a, b)) return 'texts-differ'
  return !nameOnePlace(a, b) && (tellOfTwo(a, b) || nameOtherPeople(a, b)) ? 'texts-differ' : undefined
}

/** Each text says whose team it is (the women's, the men's, the young ones'), and of no team that the other says. */
function tellOfOtherTeams({ particulars: { teams: ofA } }: Piece, { particulars: { teams: ofB } }: Piece): boolean {
  return ofA.size > 0 && ofB.size > 0 && ofA.isDisjointFrom(ofB)
}

/** One outlet under one title writes again and again (columns, tickers, the police's appeals); a second edition has its very words. */
function sourceVeto(a: Piece, b: Piece, title: TitleLikeness, text: TextLikeness): Veto | undefined {
  if (text.isComparable ? text.cosine() < 0.6 : Math.abs(a.at - b.at) > 24 * HOUR) return 'same-source'
  return eventVeto(a, b) ?? (isSentAgain(a, b, title) ? undefined : 'sent-again')
}

/** Of the word sequences of the shorter text the other has so many: it was cut, or mended in a place. */
const SENT_AGAIN = 0.9
/** Under another headline, so many of those of the longer. */
const SENT_AGAIN_RETITLED = 0.95
const LEAST_SENT = 5

/**
 * Whether what one source has twice, under names and links of their own, is one text: whoever tells of another town, man or day
 * changes a word at least, and nothing else says that the two are not what they claim, two pieces.
 */
export function isSentAgain(a: Piece, b: Piece, { score, numbersA, numbersB }: TitleLikeness): boolean {
  if (!equal(numbersA, numbersB) || !(a.figures.isSubsetOf(b.figures) || b.figures.isSubsetOf(a.figures))) return false
  const [shorter, longer] = [
    Math.min(a.shingles.length, b.shingles.length),
    Math.max(a.shingles.length, b.shingles.length),
  ]
  // Without a text a headline that was written anew is all there is to tell by; the same one again names a column.
  if (shorter < LEAST_SENT) return longer < LEAST_SENT && score < 0.999
  const least = score >= 0.999 ? SENT_AGAIN * shorter : SENT_AGAIN_RETITLED * longer
  return countCommon(a.shingles, b.shingles) >= least && !exchangesNames(a, b)
}

/** Both name numbers, and neither only those of the other. */
function numbersContradict({ numbersA: a, numbersB: b }: TitleLikeness): boolean {
  return !a.isSubsetOf(b) && !b.isSubsetOf(a)
}

/** Most that one title may say more than the other, whole and as a share of what both say. */
const MOST_ADDED = 1.25
const MOST_ADDED_SHARE = 0.36
/** Where the other title has nothing of its own, and no other figures. */
const MOST_ADDED_SHARE_ALONE = 0.46
/** Most that both may say otherwise: `beats` for `downs`, never `school` for `hospital`. */
const MOST_EXCHANGED = 0.9
const LIGHT = 0.45
const HEAVY = 0.6

/**
 * How much each title says alone. Where the other says nothing instead, but for what both texts say: that the one desk took into its
 * headline and the other did not.
 */
function untoldIn(title: TitleLikeness, a: Piece, b: Piece): Pick<TitleLikeness, 'weightA' | 'weightB'> {
  const { onlyA, onlyB } = title
  if (Math.min(title.weightA, title.weightB) > LIGHT) return title
  const weigh = (only: readonly Word[]) =>
    only.reduce((sum, { form, weight }) => {
      const mark = markOf(form)
      return has(a.marks, mark) && has(b.marks, mark) ? sum : sum + weight
    }, 0)
  return { weightA: weigh(onlyA), weightB: weigh(onlyB) }
}

/** Forbids by what only one of the titles says; so much of it, at most. */
function wordVeto(
  a: Piece,
  b: Piece,
  title: TitleLikeness,
  { weightA, weightB }: Pick<TitleLikeness, 'weightA' | 'weightB'> = title,
): Veto | undefined {
  const { onlyA, onlyB, sharedWeight, numbersA, numbersB, pairs } = title
  const rest = [...onlyA, ...onlyB]
  if (rest.some(denies) || deniesByEnding(a.words) !== deniesByEnding(b.words)) return 'negation'
  if (rest.some(({ form }) => DISTINCTIONS.has(form))) return 'distinction'
  if (tellsOfDeath(a.words) !== tellsOfDeath(b.words)) return 'distinction'
  const aside = asideVeto(a, b)
  if (aside !== undefined) return aside
  const sides = matched(a.words, b.words, pairs)
  if (announces(sides)) return 'not-yet'
  if (addsMore(sides) || namesBearer(sides)) return 'distinction'
  if (goesOn(sides, [a.headline.text, b.headline.text])) return 'added-words'
  if (!a.designations.isSubsetOf(b.designations) && !b.designations.isSubsetOf(a.designations)) return 'distinction'
  if (rest.some(({ form }) => AGENTS.has(form)) && isInOrder(title.places)) return 'exchanged-roles'
  if (namesAnother(onlyA, onlyB) || namesAnother(onlyB, onlyA)) return 'distinction'
  if (dividesPlace(onlyA) || dividesPlace(onlyB)) return 'distinction'
  if (isContrary(onlyA, b.words) || isContrary(onlyB, a.words)) return 'opposite'
  if (addsReaction(onlyA) || addsReaction(onlyB)) return 'reaction'
  if (rest.some(({ form }) => isSpaceless(form) && SPACELESS_VETO.test(form))) return 'distinction'
  if (tellingIn(a) !== tellingIn(b)) return 'distinction'
  if (isExchanged(title)) return 'exchanged-words'
  if ([onlyA, onlyB].some(dividesCompetition) && nameCompetition(a, b)) return 'distinction'
  if (title.isWiderA && heaviest(onlyA) > LIGHT) return 'exchanged-words'
  if (title.isWiderB && heaviest(onlyB) > LIGHT) return 'exchanged-words'
  if (isReversed(title.places, a.words)) return 'exchanged-roles'
  const added = Math.max(weightA, weightB)
  const alone =
    Math.min(weightA, weightB) <= LIGHT && (numbersA.size === 0 || numbersB.size === 0 || equal(numbersA, numbersB))
  const share = alone ? MOST_ADDED_SHARE_ALONE : MOST_ADDED_SHARE
  return added > MOST_ADDED && added > share * sharedWeight ? 'added-words' : undefined
}

/**
 * What stands beside two headlines behind a bar, or before it, is left out of their likeness and may yet part them: `| BJP leads` and
 * `| Congress leads`, `Women |` and `Men |`.
 */
function asideVeto(a: Piece, b: Piece): Veto | undefined {
  if (a.asides.length + b.asides.length === 0) return undefined
  if (asidesTell(a, b)) return 'distinction'
  const [onlyA, onlyB] = asidesAlone(a, b)
  return Math.min(heaviest(onlyA), heaviest(onlyB)) >= MEANING ? 'exchanged-words' : undefined
}

function asidesTell(a: Piece, b: Piece): boolean {
  return a.asides.length + b.asides.length > 0 && asidesAlone(a, b).some((only) => only.some(isTelling))
}

/** What stands beside each of two headlines and nowhere in the other. */
function asidesAlone(a: Piece, b: Piece): readonly [readonly Word[], readonly Word[]] {
  const without = (words: readonly Word[], ...others: readonly (readonly Word[])[]) =>
    words.filter(({ form }) => !others.some((other) => other.some((word) => word.form === form)))
  return [without(a.asides, b.asides, b.words), without(b.asides, a.asides, a.words)]
}

/** Words above say something. */
const MEANING = 0.4

function isTelling({ form, isNumber }: Word): boolean {
  // A year names what is filed under it: `Tokyo 2020 |`.
  return (
    (isNumber && !/^(?:19|20)\d\d$/.test(form)) ||
    [NEGATIONS, DISTINCTIONS, DEATH].some((words) => words.has(form)) ||
    SIDES.has(form)
  )
}

/** What one title denies, or says the contrary of, though the texts are nearly one. */
export function contradiction(a: Piece, b: Piece, { onlyA, onlyB }: TitleLikeness): Veto | undefined {
  if (onlyA.some(denies) || onlyB.some(denies)) return 'negation'
  if (deniesByEnding(a.words) !== deniesByEnding(b.words)) return 'negation'
  if (tellingIn(a) !== tellingIn(b)) return 'distinction'
  return isContrary(onlyA, b.words) || isContrary(onlyB, a.words) ? 'opposite' : undefined
}

function denies({ form }: Word): boolean {
  return NEGATIONS.has(form)
}

function deniesByEnding(words: readonly Word[]): boolean {
  return words.some(({ form }) => isDravidian(form.charCodeAt(0)) && NEGATIVE_ENDING.test(form))
}

/** Tamil to Malayalam. */
function isDravidian(code: number): boolean {
  return code >= 0x0b80 && code <= 0x0d7f
}

/** A word of one title that the other has not is the contrary of one of the other: also of one that both have (`seized`, `seized and freed`). */
function isContrary(only: readonly Word[], other: readonly Word[]): boolean {
  return only.some(({ form }) => {
    const side = SIDES.get(form)
    return side !== undefined && other.some((word) => SIDES.get(word.form) === otherSide(side))
  })
}

function equal(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && a.isSubsetOf(b)
}

/** Each says with a word of sense what the other does not; headline verbs may stand for one another. */
function isExchanged({ onlyA, onlyB, weightA, weightB }: TitleLikeness): boolean {
  const [verbsA, verbsB] = [countVerbs(onlyA), countVerbs(onlyB)]
  const [mostA, mostB] = [heaviest(onlyA), heaviest(onlyB)]
  if (Math.min(mostA, mostB) > LIGHT) return true
  if (mostA > HEAVY && verbsB > verbsA) return true
  if (mostB > HEAVY && verbsA > verbsB) return true
  return Math.min(weightA, weightB) > MOST_EXCHANGED
}

/**
 * `France defeats Spain`, `Spain defeats France`: just two words have changed places around others that stay; what only
 * moved (`after X, Y`) takes others with it.
 */
function isReversed(places: readonly (readonly [number, number])[], words: readonly Word[]): boolean {
  const ordered = places.toSorted(([x], [y]) => x - y)
  const settled = ordered.map(([, place]) => place).sort((x, y) => x - y)
  const moved = ordered.flatMap(([at, place], i) => (place === settled[i] ? [] : [{ at, i }]))
  const [first, second] = moved
  if (first === undefined || second === undefined || moved.length > 2 || second.i - first.i < 2) return false
  // A number has no role to exchange: `6.1 magnitude`, `magnitude of 6.1`.
  return [first, second].every(({ at }) => words[at]?.isNumber === false)
}

function isInOrder(places: readonly (readonly [number, number])[]): boolean {
  const order = places.toSorted(([x], [y]) => x - y)
  return order.every(([, place], i) => i === 0 || place > (order[i - 1]?.[1] ?? 0))
}

/** Words in the headline that are told by what is written: of scripts without spaces, of rounds in two words. */
function tellingIn({ headline: { text } }: Piece): string {
  return (text.match(TOLD_AS_WRITTEN) ?? []).join().toLowerCase()
}

/** There pairs of characters serve as words: what tells is one of them, or longer. */
function isSpaceless(form: string): boolean {
  return form.charCodeAt(0) >= FIRST_SPACELESS
}

const FIRST_SPACELESS = 0x0e00

function countVerbs(words: readonly Word[]): number {
  return words.filter(({ weight }) => weight > 0.4 && weight <= LIGHT).length
}

function heaviest(words: readonly Word[]): number {
  return words.reduce((most, { weight }) => Math.max(most, weight), 0)
}

/** `Model 3` and `Model Y`, `plan B` and `plan 9`. */
function namesAnother(one: readonly Word[], other: readonly Word[]): boolean {
  return one.some(({ isNumber }) => isNumber) && other.some(({ form }) => /^[a-z]$/.test(form))
}

/** `south` alone is another place; `South Sudan` beside a title without either only says where. */
function dividesPlace(only: readonly Word[]): boolean {
  return only.some(({ form }) => DIRECTIONS.has(form)) && only.filter(({ weight }) => weight >= 0.4).length < 2
}

/** `9-1`, `3:2`: no day, no year. */
const RESULT = /(?<![\d.:/–-])\d{1,3}\s?[-–:]\s?\d{1,3}(?![\d.:/–-])/

/** Both tell of a competition, or of how a match ended. */
function nameCompetition(a: Piece, b: Piece): boolean {
  return [a, b].every(({ headline, words }) => {
    const { text } = headline
    if (RESULT.test(text) || COMPETITION_INITIALS.test(text) || COMPETITION.test(text)) return true
    return COMPETITION.test(words.map(({ form }) => form).join(' '))
  })
}

/** Says what no other word of its title says, of which of several: a sport's kind, an age class; not how it ended. */
function dividesCompetition(only: readonly Word[]): boolean {
  return only.some(({ form, weight, isNumber }) => (isNumber ? AGE_CLASS.test(form) : weight >= HEAVY))
}

const AGE_CLASS = /^(?:1[3-9]|2[0-3])$/

function otherSide(side: string): string {
  return side.startsWith('+') ? `-${side.slice(1)}` : `+${side.slice(1)}`
}

/** Somebody new says, condemns, welcomes. */
function addsReaction(only: readonly Word[]): boolean {
  return (
    only.some(({ form }) => REACTIONS.has(form)) &&
    only.some(({ form, weight }) => weight >= 0.6 && !REACTIONS.has(form))
  )
}
