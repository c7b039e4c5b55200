import { type Word, wordsOf } from '../text/words.ts'
import {
  DAILY,
  DIGEST,
  KIND_BEHIND,
  KIND_LABEL,
  NEUTRAL_LABEL,
  NOTICE,
  OUTLET,
  OWN_KIND,
} from '../text/telling-words.ts'

/** What a headline says, without what its publisher hung on it. */
export type Headline = {
  readonly text: string
  /** What was taken off: may say once more what the other title says. */
  readonly rest: string
  /** Of that, what no publisher's name is known to be: `| BJP leads`, `Women |`. */
  readonly asides: readonly string[]
  readonly isQuestion: boolean
  /** `opinion`, `review`: an opinion on the news is not the news. */
  readonly kind: string
  /** Lists of the day's news, live tickers, horoscopes: one outlet's own, whatever another calls its. */
  readonly isOwn: boolean
  /** Recipes, tenders: of another thing each time, in the same words. */
  readonly isNotice: boolean
  /** What a title that is a text goes on with, behind what is compared. */
  readonly beyond: string
}

/** Longer titles are texts; what comes after is not compared. */
const MAX_CHARACTERS = 400

/**
 * Takes off labels in front (`VIDEO:`, `UPDATE 2-`) and the outlet's name behind (`| WTOP`, ` - The China Post`).
 * @param url the entry's link: a last part that is in its host's name is the outlet's
 */
export function headlineOf(title: string, url: string | undefined): Headline {
  const labelled = withoutLabels(title)
  const { text, asides } = bare(labelled, url)
  return {
    text,
    rest: text === title ? '' : title.replace(text, ' '),
    asides,
    isQuestion: QUESTION.test(text),
    kind: (KIND_LABEL.exec(labelled)?.[1] ?? asides.find((aside) => KIND_BEHIND.test(aside)) ?? '').toLowerCase(),
    isOwn: OWN_KIND.test(text) || DIGEST.test(text) || DAILY.test(text) || (text.match(/[;；•·]/g)?.length ?? 0) >= 2,
    isNotice: NOTICE.test(text),
    beyond: title.slice(MAX_CHARACTERS),
  }
}

/** A mark, or a particle at the end; not of adjectives (`明らか`, `静か`). */
const QUESTION = /[?？؟]|(?<![らわ豊遥確静愚僅や豐])か$|(?:까|吗|嗎|หรือไม่|หรือยัง)$/u

/** The words of the headline alone. */
export function headlineWords(title: string, url: string | undefined, language: string | undefined): readonly Word[] {
  return wordsOf(bare(withoutLabels(title), url).text, language)
}

function withoutLabels(title: string): string {
  let text = title.slice(0, MAX_CHARACTERS)
  for (let times = 0; times < 3; times++) {
    const unlabelled = text.replace(NEUTRAL_LABEL, '')
    if (unlabelled === text || unlabelled.trim() === '') break
    text = unlabelled
  }
  return text
}

type Bare = { readonly text: string; readonly asides: readonly string[] }

/** The headline without rubric and outlet. */
function bare(title: string, url: string | undefined): Bare {
  if (!SEPARATORS.test(title)) return { text: title, asides: [] }
  const host = url === undefined ? '' : (URL.parse(url)?.hostname ?? '')
  const filed = withoutRubric(title)
  const { text, asides } = withoutOutlet(filed.text, host)
  return { text, asides: [...filed.asides, ...asides].filter((aside) => !isOutlet(aside, host)) }
}

/** What parts the outlet's name from a title; most have none, and need no more looking at. */
const SEPARATORS = /[|｜–—-]|::/

function withoutOutlet(title: string, host: string): Bare {
  let text = title
  const asides: string[] = []
  for (let times = 0; times < 3; times++) {
    const match = /^(.*\S)\s*(?:[|｜]|\s(-|–|—)|\s::)\s+(\S.*)$/su.exec(text)
    const [, before = '', dash, last = ''] = match ?? []
    if (match === null || countWords(before) < 3 || countWords(last) > 5) break
    if (dash !== undefined && !isOutlet(last, host)) break
    text = before
    asides.push(last)
  }
  return { text, asides }
}

/** `Sports News | …`, `Tokyo 2020 | …`: what the outlet files it under. */
function withoutRubric(title: string): Bare {
  const [, rubric = '', rest = ''] = /^([^|｜]{2,30}?)\s*[|｜]\s*(\S.*)$/su.exec(title) ?? []
  return rubric !== '' && countWords(rubric) <= 3 && countWords(rest) >= 4
    ? { text: rest, asides: [rubric] }
    : { text: title, asides: [] }
}

function countWords(text: string): number {
  const spaced = text.trim().split(/\s+/).length
  // In scripts without spaces some three characters make a word.
  return /[\u0E00-\u0EFF\u3040-\u30FF\u4E00-\u9FFF]/u.test(text) ? Math.max(spaced, text.length / 3) : spaced
}

/** Of letters, whatever figures stand among them: `140` is no outlet. */
const INITIALS = /^(?=.*[A-Z].*[A-Z])[A-Z0-9]{2,6}$/

/** A name that the host has, a word of the trade, or initials. */
function isOutlet(name: string, host: string): boolean {
  const letters = name
    .toLowerCase()
    .replace(/^the\s/, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
  const hosted = letters.length >= 3 && host.replace(/[^\p{L}\p{N}]/gu, '').includes(letters)
  return hosted || OUTLET.test(name) || INITIALS.test(name)
}
