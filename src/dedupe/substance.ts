import { collapseSpace } from '../text/plain.ts'
import { withoutCounters } from './counters.ts'

/** One version of an entry, as far as readers see it. */
export type Version = {
  readonly title: string
  /** Plain text of its body, a line for each paragraph. */
  readonly text: string
  readonly url?: string | undefined
  /** Of attached files, as they are compared. */
  readonly files: readonly string[]
}

/** `none`: only counters and clocks ran on; `trivial`: a slip mended, a link moved; `substance`: it says something else. */
export type Change = 'none' | 'trivial' | 'substance'

/** What changed between two versions, as a reader would judge it. Pure. */
export function changeOf(before: Version, after: Version): Change {
  if (before.files.join('\n') !== after.files.join('\n')) return 'substance'
  const title = changeOfWords(wordsOf(before.title), wordsOf(after.title), { most: 0 })
  if (title === 'substance') return 'substance'
  const texts = [settled(before.text), settled(after.text)] as const
  const [was, is] = [wordsOf(texts[0]), wordsOf(texts[1])]
  // A word in a hundred, and two in a short text.
  const text = changeOfWords(was, is, { most: Math.max(2, Math.floor(Math.min(was.length, is.length) / 100)) })
  if (text === 'substance') return 'substance'
  const isSame = before.title === after.title && texts[0] === texts[1] && before.url === after.url
  return isSame ? 'none' : 'trivial'
}

function settled(text: string): string {
  return collapseSpace(withoutCounters(text)).trim()
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+/gu) ?? []
  )
}

/** Words whose coming or going turns a sentence around. */
const TURNING = new Set(
  'no not never none without cannot nicht kein keine ne pas sans sin nunca nao não sem non tidak tak bukan belum tanpa не нет без لا ليس لم'.split(
    ' ',
  ),
)

function changeOfWords(before: readonly string[], after: readonly string[], { most }: { most: number }): Change {
  const gone = missing(before, after)
  const come = missing(after, before)
  if (gone.length === 0 && come.length === 0) return 'none'
  if ([...gone, ...come].some((word) => /\p{N}/u.test(word) || TURNING.has(word))) return 'substance'
  const mended = gone.filter((word) => come.some((other) => isSlip(word, other)))
  const other = Math.max(gone.length, come.length) - mended.length
  return other <= most ? 'trivial' : 'substance'
}

function missing(from: readonly string[], among: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const word of among) counts.set(word, (counts.get(word) ?? 0) + 1)
  return from.filter((word) => {
    const left = counts.get(word) ?? 0
    counts.set(word, left - 1)
    return left <= 0
  })
}

/** A letter wrong, missing, doubled or two exchanged in a word of four letters and more. */
function isSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (restA.length <= 1 && restB.length <= 1) return true
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0]
}
