import type { Entry } from '../model/entry.ts'
import type { Member } from '../model/section.ts'

/** An entry that may enter the section, and how the section publishes its source. */
export type Candidate = { readonly entry: Entry; readonly member: Member }

/**
 * Groups the copies of one piece: entries with the same canonical URL, in one source or several. A URL that one source
 * gives to pieces with different titles (the front page, a podcast's show page, a live blog) identifies none of them:
 * a false merge would hide news. Sources with `dedupe: off` are never grouped.
 * The answer does not depend on the order of the candidates; in each group the winner stands first.
 */
export function foldCopies(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const byUrl = new Map<string, Candidate[]>()
  const groups: (readonly Candidate[])[] = []
  for (const candidate of candidates) {
    const { urlKey } = candidate.entry
    if (urlKey === undefined || !candidate.member.dedupe) groups.push([candidate])
    else byUrl.set(urlKey, [...(byUrl.get(urlKey) ?? []), candidate])
  }
  for (const copies of byUrl.values()) {
    if (identifiesOnePiece(copies)) groups.push(copies.toSorted(byPreference))
    else for (const copy of copies) groups.push([copy])
  }
  return groups
}

/** Whether each source that uses the URL uses it for one piece only, perhaps retitled. */
function identifiesOnePiece(copies: readonly Candidate[]): boolean {
  const titles = new Map<string, ReadonlySet<string>[]>()
  for (const { entry } of copies) {
    titles.set(entry.sourceId, [...(titles.get(entry.sourceId) ?? []), titleWords(entry.title)])
  }
  return [...titles.values()].every((sets) => sets.every((set, i) => i === 0 || isRetitled(sets[0] ?? set, set)))
}

/** At least half of the words of both titles together are shared. */
function isRetitled(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const shared = a.intersection(b).size
  return shared * 2 >= a.union(b).size
}

/** Words; in scripts without spaces pairs of characters serve as words. */
function titleWords(title: string): ReadonlySet<string> {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [title]
  return new Set(words.flatMap((word) => (spaceless.test(word) ? pairs(word) : [word])))
}

const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

function pairs(word: string): readonly string[] {
  const characters = [...word]
  return characters.length < 2 ? characters : characters.slice(1).map((character, i) => `${characters[i]}${character}`)
}

/** Whose copy leads: by rank, then the one seen first, then document order, then key. */
export function byPreference(a: Candidate, b: Candidate): number {
  return (
    (a.member.rank ?? Number.MAX_SAFE_INTEGER) - (b.member.rank ?? Number.MAX_SAFE_INTEGER) ||
    a.entry.firstSeen - b.entry.firstSeen ||
    a.entry.position - b.entry.position ||
    (a.entry.key < b.entry.key ? -1 : 1)
  )
}
