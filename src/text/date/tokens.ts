import { foldWord } from './fold.ts'
import { type Lexicon, type Meaning, meaningsIn } from './meaning.ts'

export type NumberToken = {
  readonly kind: 'number'
  readonly value: number
  readonly digits: number
  /** No white space before it. */
  readonly glued: boolean
}

export type WordToken = {
  readonly kind: 'word'
  readonly key: string
  readonly text: string
  readonly meanings: readonly Meaning[]
  readonly glued: boolean
  /** Cut out of a longer run without spaces. */
  readonly cut: boolean
}

export type MarkToken = { readonly kind: 'mark'; readonly text: string; readonly glued: boolean }

export type Token = NumberToken | WordToken | MarkToken

/** `key`: folded once, however many languages read it. */
type RawToken = { readonly kind: Token['kind']; readonly text: string; readonly key: string; readonly glued: boolean }

const TOKEN = /(\s+)|(\d+)|([\p{L}\p{M}](?:[\p{L}\p{M}'’ʼ`´״׳]|\.(?=[\p{L}\p{M}]))*)|(.)/gsu

/** Numbers, words and marks of folded text, whatever the language. */
export function readTokens(text: string): readonly RawToken[] {
  const tokens: RawToken[] = []
  let glued = false
  for (const [, space, number, word, mark] of text.matchAll(TOKEN)) {
    if (space === undefined) {
      if (number !== undefined) tokens.push({ kind: 'number', text: number, key: number, glued })
      else if (word !== undefined) tokens.push({ kind: 'word', text: word, key: foldWord(word), glued })
      else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, key: mark, glued })
    }
    glued = space === undefined
  }
  return tokens
}

/** Scripts that write words without spaces between them, or endings onto them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const LONGEST_PHRASE = 4

/** The tokens with what they mean in one language. Phrases become one word, unspaced runs several. */
export function interpretTokens(raw: readonly RawToken[], lexicon: Lexicon): readonly Token[] {
  const tokens: Token[] = []
  for (let i = 0; i < raw.length; ) {
    const token = raw[i]
    if (token === undefined) break
    if (token.kind === 'number') {
      tokens.push({ kind: 'number', value: Number(token.text), digits: token.text.length, glued: token.glued })
      i++
    } else if (token.kind === 'mark') {
      tokens.push({ kind: 'mark', text: token.text, glued: token.glued })
      i++
    } else {
      const phrase = longestPhrase(raw, i, lexicon)
      if (phrase !== undefined) {
        tokens.push({
          kind: 'word',
          text: token.text,
          glued: token.glued,
          cut: false,
          key: phrase.key,
          meanings: phrase.meanings,
        })
        i += phrase.length
      } else {
        tokens.push(...splitWord(token, lexicon))
        i++
      }
    }
  }
  return tokens
}

function longestPhrase(
  raw: readonly RawToken[],
  from: number,
  lexicon: Lexicon,
): { readonly key: string; readonly meanings: readonly Meaning[]; readonly length: number } | undefined {
  let key = ''
  let words = 0
  let best: { key: string; meanings: readonly Meaning[]; length: number } | undefined
  for (let i = from; i < raw.length && words < LONGEST_PHRASE; i++) {
    const token = raw[i]
    if (token === undefined) break
    if (token.kind === 'mark' && /^[.\-’']$/.test(token.text)) continue
    // `thứ 2` and `T2` are Monday.
    const day = token.kind === 'number' && token.text.length === 1 && (key === 'thu' || (key === 't' && token.glued))
    const joins = token.kind === 'word' || day
    if (!joins) break
    words++
    key = key === '' ? token.key : `${key} ${token.key}`
    const meanings = meaningsIn(lexicon, key)
    if (meanings !== undefined) best = { key, meanings, length: i - from + 1 }
  }
  return best
}

function splitWord(token: RawToken, lexicon: Lexicon): readonly WordToken[] {
  const whole = token.key
  if (UNSPACED.test(token.text)) return splitRun(whole, token.glued, lexicon)
  if (token.text.includes('.')) {
    const parts = token.text
      .split('.')
      .map((text) => ({ kind: 'word', text, key: foldWord(text), glued: true }) as const)
    return parts.flatMap((part, index) => splitWord({ ...part, glued: index > 0 || token.glued }, lexicon))
  }
  const meanings = meaningsIn(lexicon, whole) ?? hebrewPrefixed(whole, lexicon) ?? []
  return [{ kind: 'word', key: whole, text: token.text, meanings, glued: token.glued, cut: false }]
}

/** `ביולי` is "in July": Hebrew writes its prepositions onto the word. */
function hebrewPrefixed(word: string, lexicon: Lexicon): readonly Meaning[] | undefined {
  return /^[בהלמו]\p{Script=Hebrew}{2}/u.test(word) ? meaningsIn(lexicon, word.slice(1)) : undefined
}

/** Longest known words first; what is between them is one unknown word. */
function splitRun(run: string, glued: boolean, lexicon: Lexicon): readonly WordToken[] {
  const characters = [...run]
  const words: WordToken[] = []
  let unknown = ''
  const push = (key: string, meanings: readonly Meaning[]) => {
    words.push({ kind: 'word', key, text: key, meanings, glued: words.length > 0 || glued, cut: true })
  }
  for (let i = 0; i < characters.length; ) {
    const length = knownLength(characters, i, lexicon)
    if (length === 0) {
      unknown += characters[i] ?? ''
      i++
      continue
    }
    if (unknown !== '') push(unknown, [])
    unknown = ''
    const key = characters.slice(i, i + length).join('')
    push(key, meaningsIn(lexicon, key) ?? [])
    i += length
  }
  if (unknown !== '') push(unknown, [])
  return words
}

const LONGEST_WORD = 16

/** The characters that the words of a language begin with: most others' runs are known by the first to be none of it. */
function beginnings(lexicon: Lexicon): ReadonlySet<number | undefined> {
  const known = beginningsOf.get(lexicon)
  if (known !== undefined) return known
  const { own, shared } = lexicon
  const made = new Set(shared === undefined ? [] : beginnings(shared))
  for (const key of own.keys()) made.add(key.codePointAt(0))
  beginningsOf.set(lexicon, made)
  return made
}

/** A pure function's memory, as in lexicon.ts. */
const beginningsOf = new WeakMap<Lexicon, ReadonlySet<number | undefined>>()

function knownLength(characters: readonly string[], from: number, lexicon: Lexicon): number {
  if (!beginnings(lexicon).has(characters[from]?.codePointAt(0))) return 0
  let longest = 0
  let key = ''
  const last = Math.min(LONGEST_WORD, characters.length - from)
  for (let length = 1; length <= last; length++) {
    key += characters[from + length - 1]
    if (meaningsIn(lexicon, key) === undefined) continue
    // A single letter of an alphabet is part of a word (Thai `ส` is Saturday only where it stands alone).
    if (length > 1 || /[\p{Script=Han}\p{Script=Hangul}]/u.test(key)) longest = length
  }
  return longest
}
