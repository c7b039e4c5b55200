/** How much of what the source says of a piece its page must say too. */
const leastOverlap = 0.3
/** Fewer characters are a teaser, a notice or a caption. */
const fewest = 200

/** What the source itself says of a piece, plain. */
export type Claim = { readonly title: string; readonly summary: string; readonly content: string }

/**
 * Why the text found on a page is not the piece: a paywall's teaser, a consent wall, a notice. Undefined for one that is.
 * Words count as the same by how they begin, because languages bend the ends.
 */
export function refusalOf(text: string, claim: Claim): string | undefined {
  if (text.length < fewest) return 'too little text'
  if (claim.content.length > text.length) return 'the source itself says more'
  const found = stemsOf(text)
  const shares = [claim.title, claim.summary].flatMap((part) => {
    const wanted = stemsOf(part)
    return wanted.size < 2 ? [] : [[...wanted].filter((stem) => found.has(stem)).length / wanted.size]
  })
  if (shares.length === 0) return undefined
  return Math.max(...shares) < leastOverlap ? 'another text than the title and summary promise' : undefined
}

/** Words of four letters and more by their first five; of scripts without spaces each two characters. */
function stemsOf(text: string): ReadonlySet<string> {
  const stems = new Set<string>()
  const folded = text.slice(0, 50_000).normalize('NFKC').toLowerCase()
  for (const [word] of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]/u.test(word)) {
      for (let at = 0; at + 2 <= word.length; at++) stems.add(word.slice(at, at + 2))
    } else if (word.length >= 4 || /\d/.test(word)) stems.add(word.slice(0, 5))
  }
  return stems
}
