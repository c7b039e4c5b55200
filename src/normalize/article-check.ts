import { bareWords } from '../text/plain.ts'
import { wordsOf } from '../text/words.ts'
import { shortHash } from '../text/short-hash.ts'
import { isAttributed, isOfOthers, namesDay } from './report-words.ts'
import {
  addressesReader,
  asksSomething,
  excusesItself,
  isInKnownScript,
  isMatter,
  isPitch,
  knowsWallsOf,
  mostOfPitch,
  namesMedium,
  namesPrice,
  namesReading,
  namesSite,
  saysCut,
  saysGoOn,
  saysWhoHas,
  spokenOf,
} from './wall-words.ts'

/** How much of what the source says of a piece its page must say too: by weight, so that function words hardly count. */
const leastOverlap = 0.3
/** Fewer characters (`sizeOf`) are a caption, unless they are sentences that tell something under the piece's own heading. */
const fewestOfPiece = 120
const brief = { sentences: 1, characters: 20 }
/** Fewer are a teaser or a notice, where anything hints at that. */
const fewest = 200
/** More than this share of pitches, and the text is one. */
const mostPitch = 0.35
/** More characters are more than a teaser. */
const mostOfTeaser = 1500
/** What two texts must have in common by weight to be of one thing: a name, or some words. */
const leastTelling = 1
/** A sentence of which more than this share is in what the source says of the piece is nothing new. */
const mostOfEcho = 0.8
/** Characters of a text in which speaking to the reader is asking him for something, rather than advice. */
const mostOfNotice = 700
/** Characters of what stands below a beginning that breaks off. */
const mostBelowCut = 500
/** Characters looked at: the first ones of a text that is longer say what it is. */
const enough = 12_000
/** Sentences, of so many characters, that a text tells at least which nothing but its page's heading vouches for. */
const fewestSentences = 3
const leastSentence = 25
/** How much of such a text may ask or speak to the reader, if it is longer than a notice; and how much may name sites and readers. */
const mostOfAsking = 0.1
const mostOfSite = 0.3
/** How many signs of a report a sentence has to have, if it says besides that the text is kept from some. */
const mostOfReport = 3
/** How many the rest of a short text has to have for each sentence that asks. */
const leastOfReport = 2
/** How much of a report may ask the reader for something. */
const mostAsked = 0.25
/** A summary whose own words weigh less says nothing that the title does not. */
const leastSummary = 5

/** What the source itself says of a piece, plain. */
export type Claim = { readonly title: string; readonly summary: string; readonly content: string }

export type FoundText = {
  /** As found: blocks of the page are lines. */
  readonly text: string
  /** BCP 47, as its source and its page say. */
  readonly languages?: readonly string[]
  /** Whether the page says that not everybody may read all of it. */
  readonly mayBeCut?: boolean
  /** Whether the page, and no other page of the source, is headed as the source calls the piece. */
  readonly isHeaded?: boolean
  /** Marks (`markOf`) of the texts that were found for other entries of the source. */
  readonly others?: readonly string[]
}

/**
 * Why the text found on a page is not the piece: a paywall's teaser, a consent wall, a notice. Undefined for one that is.
 * A wall says the title to whom it stops, so that the title's mere repetition is no proof beside what walls say.
 */
export function refusalOf(found: FoundText, claim: Claim): string | undefined {
  const { text, languages = [], mayBeCut = false, isHeaded = false, others = [] } = found
  const isBrief = sizeOf(text) < fewestOfPiece
  // A notice may be no longer than what the source says of it.
  const isSame = bareWords(text) === bareWords(claim.summary) && !sentencesOf(text).some(isPitch)
  if (isBrief && (!isHeaded || (!isSame && claim.summary.length >= text.length))) return 'too little text'
  if (claim.content.length > text.length) return 'the source itself says more'
  if (mayBeCut && sizeOf(text) < mostOfTeaser) return 'only the beginning, as its page says'
  const title = stemsOf([claim.title], languages)
  const summary = stemsOf(claim.summary.slice(0, 2000).split('\n'), languages)
  const sentences = sentencesOf(text)
  const isSaidIn = (parts: readonly string[], claims: readonly Stems[]): boolean => {
    const told = claims.filter(({ size }) => size >= 2)
    if (told.length === 0) return true
    const there = stemsOf(parts, languages)
    return told.some((wanted) => shareOf(wanted, there) >= leastOverlap)
  }
  const whole = withoutEcho(sentences, claim.title)
  const said = stemsOf([claim.title, ...claim.summary.slice(0, 600).split('\n')], languages)
  const own = new Map([...summary].filter(([stem]) => !title.has(stem)))
  const misses = (parts: readonly string[]): boolean =>
    weightOf(own) >= leastSummary && shareOf(own, stemsOf(parts, languages)) < leastOverlap / 2
  const mark = markOf(text, claim.title)
  const again = others.filter((other) => other === mark).length
  // A headline may be a figure of speech: `A stitch in time`.
  if (!isSaidIn(sentences, [title, summary])) {
    if (
      !isHeaded ||
      misses(sentences) ||
      again > 0 ||
      breaksOff(text, said, languages) ||
      !isTold(text, whole, languages, { sentences: fewestSentences, characters: leastSentence })
    )
      return 'another text than the title and summary promise'
    return undefined
  }
  const isShort = lengthOf(whole) < 2 * mostOfTeaser
  const isNew = (sentence: string): boolean => !isShort || !isWithin(stemsOf([sentence], languages), said)
  const isNotice = lengthOf(whole.filter(isNew)) < mostOfNotice
  const below = new Set(sentencesOf(text.trim().split('\n').at(-1) ?? ''))
  const isLast = (sentence: string): boolean => below.has(sentence)
  const spoken = spokenOf(text, sentences)
  const addresses = (sentence: string): boolean =>
    isNotice &&
    !spoken.has(sentence) &&
    (addressesReader(sentence, languages) || (isLast(sentence) && namesMedium(sentence)))
  // What tells of the piece may name prices and applications: they are its subject.
  const isOfPiece = (sentence: string): boolean => commonOf(stemsOf([sentence], languages), said) >= leastTelling
  const isNotOfPiece = (sentence: string): boolean => !isOfPiece(sentence)
  // Beside the title alone, what a report says of its piece is a figure, a day, or who said so.
  const isReportedIn = (sentence: string): boolean =>
    isOfPiece(sentence) || /\p{Nd}/u.test(sentence) || isAttributed(sentence) || namesDay(sentence, languages)
  const isToldBriefly =
    endsAsSentence(text) &&
    isTold(text, whole, languages, brief, isNotOfPiece) &&
    whole.some(isReportedIn) &&
    !sentences.some(asksSomething)
  if (isBrief && !isSame && !isToldBriefly) return 'too little text'
  const isVouched = (sentence: string): boolean => isOfPiece(sentence) || isAttributed(sentence)
  // Behind the first that a wall says nothing is of the piece any more; and the third parties that walls know are readers.
  const told = new Set(whole.slice(0, whole.findLastIndex((sentence) => isNew(sentence) && isVouched(sentence)) + 1))
  const isOther = (sentence: string): boolean => told.has(sentence) || !namesReading(sentence)
  const reportOf = (sentence: string): number =>
    Number(isOfPiece(sentence)) +
    Number(isAttributed(sentence)) +
    Number(isOther(sentence) && isOfOthers(sentence)) +
    Number(isOther(sentence) && namesDay(sentence, languages))
  const weightOfAsking = (sentence: string): number => {
    const [isOne, isTo] = [isPitch(sentence), addresses(sentence)]
    if ((isOne || sentence.length > mostOfPitch) && saysCut(sentence)) return mostOfReport
    return Number(isOne || isTo) + Number(isOne && (isTo || (asksSomething(sentence) && saysWhoHas(sentence))))
  }
  const asks = (sentence: string): boolean => {
    const weight = weightOfAsking(sentence)
    return weight > 0 && weight > reportOf(sentence)
  }
  const asked = whole.filter(asks)
  // A price or a password alone asks for nothing.
  const isHarmless = (sentence: string): boolean =>
    isOther(sentence) && isMatter(sentence) && !addresses(sentence) && !asksSomething(sentence)
  const asking = asked.every(isHarmless) ? [] : asked
  const pitches = asking.filter(isPitch)
  const rest = whole.filter((sentence) => !asking.includes(sentence))
  const fresh = rest.filter(isNew)
  const left = lengthOf(fresh)
  const isPiece = isSaidIn(rest, [title, summary])
  const isAsking = lengthOf(asking) > left
  const last = whole.at(-1)
  const endsAsking = last !== undefined && asking.includes(last)
  const orders = asking.filter((sentence) => !isHarmless(sentence))
  const first = whole.findIndex((sentence) => asking.includes(sentence))
  const goesOn = whole.slice(first + 1).filter((sentence) => fresh.includes(sentence))
  // What is asked stands below the beginning that may be read.
  const isReport =
    !endsAsking &&
    !excusesItself(last ?? '') &&
    !asking.some(saysCut) &&
    lengthOf(orders) < mostAsked * lengthOf(whole) &&
    goesOn.reduce((sum, sentence) => sum + reportOf(sentence), 0) >= leastOfReport * Math.max(1, orders.length)
  if (left < fewest && !isReport && (pitches.length > 0 || isAsking || endsAsking))
    return 'a wall: it says only what is to be done to read'
  if (pitches.length > 0 && !isReport) {
    if (!isPiece) return 'a wall: beside the title it says nothing of the piece'
    if (lengthOf(pitches) > mostPitch * lengthOf(whole) || isAsking)
      return 'a wall: most of it says what is to be done to read'
    const isCut = pitches.some(saysCut) || (pitches.length > 1 && sentences.some(saysGoOn))
    if (left < mostOfTeaser && isCut) return 'only the beginning, before a paywall'
  }
  if (isShort && breaksOff(text, said, languages)) return 'only the beginning: it breaks off'
  // A brief may be as short, where it asks for nothing.
  if (sizeOf(text) < fewest && !isReport && (asking.length > 0 || !(isPiece || isSame || isToldBriefly)))
    return 'too little text'
  // In whatever language: behind the summary there is a question and a price, and no word of the piece.
  const isForeign = left > 0 && left < mostBelowCut && commonOf(stemsOf(fresh, languages), said) < leastTelling
  const signs = Number(fresh.some(asksSomething)) + Number(fresh.some(namesPrice))
  if (isForeign && fresh.length < rest.length && signs >= (languages.every(knowsWallsOf) ? 2 : 1))
    return 'beside the title and summary it says nothing of the piece'
  if (isPiece) return undefined
  if (misses(rest)) return 'beside the title it says nothing of what the summary promises'
  if (mark !== '' && again >= (pitches.length > 0 ? 1 : 2)) return 'the same text as on the pages of other entries'
  return undefined
}

/**
 * Whether a text, of which no word speaks of what its page is headed with, tells something all the same: several sentences
 * in a language whose walls are known, nothing that walls say, and next to nothing of what they speak of. Only sentences that
 * have nothing of the piece (`isBare`) speak of money and sites as walls do.
 */
function isTold(
  text: string,
  sentences: readonly string[],
  languages: readonly string[],
  least: { readonly sentences: number; readonly characters: number },
  isBare: (sentence: string) => boolean = () => true,
): boolean {
  if (languages.length === 0 || !languages.every(knowsWallsOf) || !isInKnownScript(text)) return false
  if (sentences.filter((sentence) => sizeOf(sentence) >= least.characters).length < least.sentences) return false
  const spoken = spokenOf(text, sentences)
  const told = sentences.filter((sentence) => !spoken.has(sentence))
  if (told.some((sentence) => isPitch(sentence) || saysGoOn(sentence))) return false
  const asking = told.filter(
    (sentence) =>
      addressesReader(sentence, languages) ||
      excusesItself(sentence) ||
      asksSomething(sentence) ||
      (namesPrice(sentence) && isBare(sentence)),
  )
  const length = lengthOf(sentences)
  if (lengthOf(asking) > (length < mostOfNotice ? 0 : mostOfAsking * length)) return false
  return lengthOf(told.filter((sentence) => namesSite(sentence, languages) && isBare(sentence))) <= mostOfSite * length
}

/** Whether a text ends as one does, and not as a caption; scripts without a full stop end as they like. */
function endsAsSentence(text: string): boolean {
  return /(?:[!?.。！？।۔؟།။።։]["'”»」)\]]*|[\p{Script=Thai}\p{Script=Lao}])\s*$/u.test(text)
}

/**
 * Whether a text breaks off (`the council would…`), and what stands below has no word of what was said before: there stood
 * the rest. Lines of a page are its blocks; a stop in the middle of one is a manner of writing.
 */
function breaksOff(text: string, said: Stems, languages: readonly string[]): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const at = lines.findLastIndex((line) => /(?:…|\.\.\.)["'”»)\]]?\s*$/u.test(line))
  if (at < 0) return false
  const below = lines.slice(at + 1)
  if (below.length === 0) return lengthOf(lines) < mostBelowCut
  const before = new Map([...said, ...stemsOf(lines.slice(0, at + 1), languages)])
  return lengthOf(below) < mostBelowCut && commonOf(stemsOf(below, languages), before) < leastTelling
}

/**
 * What a text says beside the title and its numbers, as a mark: walls that name the piece and the day have the same one.
 * Empty where too little is left.
 */
export function markOf(text: string, title: string): string {
  const rest = withoutEcho(sentencesOf(text), title).filter((sentence) => !/\p{Nd}/u.test(sentence))
  return lengthOf(rest) < fewest / 2 ? '' : shortHash(rest.map(bareWords))
}

function sentencesOf(text: string): readonly string[] {
  return text
    .slice(0, enough)
    .split(/(?<=[!?…。！？।۔؟።။។։])["'”»」]?\s*|(?<=\.)["'”»]?\s+(?![\p{Ll}\p{Nd}])|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

function lengthOf(sentences: readonly string[]): number {
  return sentences.reduce((sum, sentence) => sum + sizeOf(sentence), 0)
}

/** Characters, as letters count them: of scripts that write a word in one or two, each is two and a half. */
function sizeOf(text: string): number {
  return (
    text.length +
    1.5 * (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu)?.length ?? 0)
  )
}

/** Without the title where it is said word for word. */
function withoutEcho(sentences: readonly string[], title: string): readonly string[] {
  const echo = bareWords(title)
  if (echo.length < 4) return sentences
  return sentences
    .map((sentence) => (bareWords(sentence).includes(echo) ? bareWords(sentence).replaceAll(echo, '') : sentence))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

type Stems = ReadonlyMap<string, number>

const syllables = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u

/**
 * Words by their first five letters, because languages bend the ends; of scripts without spaces each two characters. With
 * what each tells, by the language in which it is commonest: what is declared may be wrong.
 */
function stemsOf(parts: readonly string[], languages: readonly string[]): Stems {
  const stems = new Map<string, number>()
  // Squared: a dozen common words are to say less than one name.
  const add = (stem: string, weight: number) => stems.set(stem, Math.min(weight ** 2, stems.get(stem) ?? 1))
  for (const language of languages.length === 0 ? [undefined] : languages) {
    for (const part of parts) {
      for (const { form, weight, isNumber } of wordsOf(part, language)) {
        const bare = form.replace(/^[وفبكل]?ال(?=\p{Script=Arabic}{3})/u, '')
        if (syllables.test(bare)) {
          for (let at = 0; at + 2 <= bare.length; at++) add(bare.slice(at, at + 2), weight)
        } else if (isNumber || bare.length >= 4 || weight < 1) add(bare.slice(0, 5), weight)
        // A short word of a language without a table is mostly a common one.
        else add(bare, 0.5)
      }
    }
  }
  return stems
}

function weightOf(stems: Stems): number {
  return [...stems.values()].reduce((sum, weight) => sum + weight, 0)
}

/** How much two texts tell that is the same. */
function commonOf(stems: Stems, others: Stems): number {
  return weightOf(new Map([...stems].filter(([stem]) => others.has(stem))))
}

/** Whether nearly all that a sentence tells is told elsewhere. */
function isWithin(sentence: Stems, there: Stems): boolean {
  return sentence.size > 0 && shareOf(sentence, there) >= mostOfEcho
}

/** How much of what `wanted` tells is also in `there`. */
function shareOf(wanted: Stems, there: Stems): number {
  const found = [...wanted].filter(([stem]) => there.has(stem))
  return weightOf(new Map(found)) / Math.max(weightOf(wanted), Number.MIN_VALUE)
}
