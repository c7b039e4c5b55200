import type { Correction } from '../model/correction.ts'
import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { Member } from '../model/section.ts'
import { wordsOf } from '../text/words.ts'
import { addTo } from './multi-map.ts'
import { claimedAt, countsFrom, latenessOf } from './order.ts'
import type { Closeness } from './home.ts'
import { sharedLinks } from './shared-links.ts'
import type { Likeness } from './similarity.ts'
import { tells } from './template.ts'

/** An entry that may enter the section, and how the section publishes its source. */
export type Candidate = { readonly entry: Entry; readonly member: Member }

/** What is known of entries beside themselves when copies are folded. */
export type FoldContext = {
  /** Comparisons of pairs that look alike, those that failed included. */
  readonly likenesses: readonly Likeness[]
  /** Pairs that a link they share does not make one, nor anything else that both say. */
  readonly strangers?: readonly (readonly [EntryKey, EntryKey])[]
  /** Pairs that are no copies by comparison, and yet much the same: the ends of a chain of copies. */
  readonly vouched?: readonly (readonly [EntryKey, EntryKey])[]
  /** Entries that were folded before and stay so: what readers have seen as one does not part. */
  readonly kept: readonly (readonly EntryKey[])[]
  readonly corrections: readonly Correction[]
  /** Entries whose publisher gives the whole text. */
  readonly fullText: ReadonlySet<EntryKey>
  /** Entries whose text says nothing of their piece: an advertisement below another's headline. */
  readonly idle?: ReadonlySet<EntryKey>
  /** Entries that lead nothing that others tell: their link was changed to another site, or their text is another's with more behind it. */
  readonly behind?: ReadonlySet<EntryKey>
  /** Of entries that share a link, how surely it leads to their own source's site. */
  readonly atHome?: ReadonlyMap<EntryKey, Closeness>
  /** Entries that were copies of another piece until they changed. */
  readonly estranged?: ReadonlySet<EntryKey>
  /** Entries that lead a story of the edition before. */
  readonly leads?: ReadonlySet<EntryKey>
  /** Entries that the section would not show by themselves: too old when they were first seen. */
  readonly outdated?: ReadonlySet<EntryKey>
  /** Entries that were there when their sources came to the section: nobody saw when they came. */
  readonly found?: ReadonlySet<EntryKey>
}

/** By what an entry was folded into its group. */
export type FoldRule = 'same-url' | 'joined' | 'kept' | Likeness['rule']

/** Why an entry stands under another: the rule, and the comparison where it was one. */
export type FoldReason = { readonly rule: FoldRule; readonly likeness?: Likeness }

/** Copies of one piece, the winner first. */
export type Fold = {
  readonly copies: readonly Candidate[]
  /** By what each copy came into the group; empty for one that stands alone. */
  readonly reasons: ReadonlyMap<EntryKey, FoldReason>
  /** Copies that became one by a change, after others had the piece: what they told before has its own story. */
  readonly turned: ReadonlySet<EntryKey>
}

/** Of the many that stand alone. */
const NO_REASONS: ReadonlyMap<EntryKey, FoldReason> = new Map()

const NONE: ReadonlySet<EntryKey> = new Set()
const NOTHING_KNOWN: FoldContext = { likenesses: [], kept: [], corrections: [], fullText: new Set() }

/** More copies than this have a formula in common, not a piece. */
const MOST_COPIES = 60

/**
 * Groups the copies of one piece: entries with the same canonical URL, in one source or several; entries folded before
 * or joined by the operator; entries alike by title and text. Sources with `dedupe: off` are never grouped.
 * The answer does not depend on the order of the candidates.
 */
export function foldCopies(candidates: readonly Candidate[], given: FoldContext = NOTHING_KNOWN): readonly Fold[] {
  const context = withoutUnsure(given, candidates)
  const foldable = candidates.filter(({ member }) => member.dedupe)
  const groups = new Groups(foldable, context)
  for (const copies of sameUrl(foldable)) groups.link(copies.map(({ entry }) => entry.key))
  // What the operator joined is told as his, also when it was folded so before.
  for (const { kind, keys } of context.corrections) if (kind === 'join') groups.join(keys, { rule: 'joined' })
  for (const keys of inOrder(context.kept)) groups.join(keys, { rule: 'kept' })
  for (const likeness of surestFirst(context.likenesses, foldable)) groups.fold(likeness)
  const alone = candidates.filter(({ member }) => !member.dedupe)
  const isKept = keptAmong(context.kept)
  return [
    ...groups.all().map(({ copies, reasons }) => {
      if (copies.length === 1 || reasons === undefined) return { copies, reasons: NO_REASONS, turned: NONE }
      const changed = changedAmong(copies, context.estranged)
      const isJoined = (key: EntryKey) => reasons.get(key)?.rule === 'joined'
      const turned = new Set(changed.filter((key) => !isKept(key, copies) && !isJoined(key)))
      const late = new Set(changed.filter((key) => turned.has(key) || context.leads?.has(key) !== true))
      return { copies: inPreference(copies, late, context), reasons, turned }
    }),
    ...alone.map((candidate) => ({ copies: [candidate], reasons: NO_REASONS, turned: NONE })),
  ]
}

/** Copies that changed after another source's was seen; what was a copy of another piece, also when it was. */
function changedAmong(copies: readonly Candidate[], estranged = NONE): readonly EntryKey[] {
  return copies.flatMap(({ entry: { key, sourceId, firstSeen, changedAt } }) => {
    if (changedAt <= firstSeen) return []
    const before = estranged.has(key) ? changedAt + 1 : changedAt
    const isLater = copies.some(({ entry }) => entry.sourceId !== sourceId && entry.firstSeen < before)
    return isLater ? [key] : []
  })
}

/** Whether an entry was known as a copy of one of these before. */
function keptAmong(kept: FoldContext['kept']): (key: EntryKey, copies: readonly Candidate[]) => boolean {
  const wereOne = togetherIn(kept)
  return (key, copies) => copies.some(({ entry }) => entry.key !== key && wereOne(key, entry.key))
}

function togetherIn(kept: FoldContext['kept']): (a: EntryKey, b: EntryKey) => boolean {
  let groups: Map<EntryKey, ReadonlySet<EntryKey>[]> | undefined
  return (a, b) => {
    groups ??= groupsOf(kept)
    return groups.get(a)?.some((group) => group.has(b)) === true
  }
}

function groupsOf(kept: FoldContext['kept']): Map<EntryKey, ReadonlySet<EntryKey>[]> {
  const groups = new Map<EntryKey, ReadonlySet<EntryKey>[]>()
  for (const keys of kept) {
    const group = new Set(keys)
    for (const key of group) groups.set(key, [...(groups.get(key) ?? []), group])
  }
  return groups
}

/** What is not surely a piece's title says nothing of what it is like, nor of what it is unlike. */
function withoutUnsure(context: FoldContext, candidates: readonly Candidate[]): FoldContext {
  const unsure = unsureAmong(candidates)
  if (unsure.size === 0) return context
  return {
    ...context,
    likenesses: sureOnes(context.likenesses, candidates),
    strangers: context.strangers?.filter(([a, b]) => !unsure.has(a) && !unsure.has(b)) ?? [],
  }
}

function unsureAmong(candidates: readonly Candidate[]): ReadonlySet<EntryKey> {
  return new Set(candidates.filter(({ entry }) => entry.titleIs !== undefined).map(({ entry }) => entry.key))
}

function sureOnes(likenesses: readonly Likeness[], candidates: readonly Candidate[]): readonly Likeness[] {
  const unsure = unsureAmong(candidates)
  return unsure.size === 0 ? likenesses : likenesses.filter(({ a, b }) => !unsure.has(a) && !unsure.has(b))
}

/** Where the operator parted some, it matters which groups join first. */
function inOrder(kept: FoldContext['kept']): FoldContext['kept'] {
  return kept
    .map((keys) => ({ keys, written: keys.toSorted().join() }))
    .sort((a, b) => compareText(a.written, b.written))
    .map(({ keys }) => keys)
}

/**
 * What joins first. Of pairs that are as sure as each other those come first that more sources agree with, then what was there
 * first: one that says otherwise than the others takes none of them away.
 */
function surestFirst(likenesses: readonly Likeness[], candidates: readonly Candidate[]): readonly Likeness[] {
  const copies = likenesses.filter(({ isCopy }) => isCopy)
  const some = new Set(copies.flatMap(({ a, b }) => [a, b]))
  const byKey = new Map<EntryKey, Candidate>()
  for (const candidate of candidates) if (some.has(candidate.entry.key)) byKey.set(candidate.entry.key, candidate)
  const alike = new Map<EntryKey, Set<EntryKey>>()
  const pairs = copies.flatMap((likeness) => {
    const [a, b] = [byKey.get(likeness.a), byKey.get(likeness.b)]
    if (a === undefined || b === undefined) return []
    addTo(alike, likeness.a, likeness.b)
    addTo(alike, likeness.b, likeness.a)
    const [older, younger] = byAge(a, b) <= 0 ? [a, b] : [b, a]
    return [{ likeness, older, younger }]
  })
  const agreeing = ({ likeness: { a, b }, older, younger }: (typeof pairs)[number]): number => {
    const both = (alike.get(a) ?? NONE).intersection(alike.get(b) ?? NONE)
    const sources = new Set([...both].map((key) => byKey.get(key)?.entry.sourceId))
    sources.delete(older.entry.sourceId)
    sources.delete(younger.entry.sourceId)
    return sources.size
  }
  return pairs
    .map((pair) => ({ ...pair, agree: agreeing(pair) }))
    .sort(
      (x, y) =>
        Number(x.likeness.isDoubted ?? false) - Number(y.likeness.isDoubted ?? false) ||
        y.likeness.score - x.likeness.score ||
        y.agree - x.agree ||
        byAge(x.younger, y.younger) ||
        byAge(x.older, y.older),
    )
    .map(({ likeness }) => likeness)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

type Group = { readonly copies: Candidate[]; reasons: Map<EntryKey, FoldReason> | undefined }

/**
 * Groups that grow; two join only where nothing known speaks against any two of their entries, and where it is not the word of
 * one source alone that makes them one.
 */
class Groups {
  readonly #byKey = new Map<EntryKey, Group>()
  /** Pairs that are one by comparison, or nearly. */
  readonly #alike = new Set<string>()
  readonly #wereOne: (a: EntryKey, b: EntryKey) => boolean
  readonly #atHome: ReadonlyMap<EntryKey, Closeness>
  readonly #corrections: Corrections
  readonly #unlike = new Set<string>()
  readonly #strangers: ReadonlySet<string>
  /** Copies whose headline denies that of every piece that they are one with: what is unlike them keeps no others apart. */
  readonly #doubted = new Set<EntryKey>()

  constructor(
    candidates: readonly Candidate[],
    { likenesses, corrections, kept, strangers = [], vouched = [], atHome = new Map() }: FoldContext,
  ) {
    this.#wereOne = togetherIn(kept)
    this.#atHome = atHome
    for (const [a, b] of vouched) this.#alike.add(pairKey(a, b))
    this.#strangers = new Set(strangers.map(([a, b]) => pairKey(a, b)))
    for (const candidate of candidates) {
      this.#byKey.set(candidate.entry.key, { copies: [candidate], reasons: undefined })
    }
    this.#corrections = correctionsAmong(candidates, { likenesses, corrections })
    for (const pair of this.#strangers) this.#unlike.add(pair)
    for (const { a, b, veto, isCopy } of likenesses) {
      if (isCopy || veto === 'sent-again') this.#alike.add(pairKey(a, b))
      // One title sent twice proves nothing by itself; that another source has the piece too does.
      if (veto !== undefined && veto !== 'sent-again') this.#unlike.add(pairKey(a, b))
    }
    const copies = likenesses.filter(({ isCopy }) => isCopy)
    for (const { a, b, isDoubted } of copies) if (isDoubted) this.#doubted.add(a).add(b)
    for (const { a, b, isDoubted } of copies) {
      if (isDoubted) continue
      this.#doubted.delete(a)
      this.#doubted.delete(b)
    }
  }

  all(): readonly Group[] {
    return [...new Set(this.#byKey.values())]
  }

  /** Joins entries with one link, but not those that say different things. */
  link(keys: readonly EntryKey[]): void {
    const forbids: Forbids = (x, y) => this.#strangers.has(pairKey(x, y))
    this.join(keys, { rule: 'same-url' }, this.#strangers.size === 0 ? undefined : forbids)
  }

  /** Joins entries that are known to be one, unless the operator parted them, or something else forbids it. */
  join(keys: readonly EntryKey[], reason: FoldReason, forbids?: Forbids): void {
    const present = [...new Set(keys)].filter((key) => this.#byKey.has(key)).sort()
    // Of a flood that was split the pairs need not be asked about.
    const earlier = new Map<number | undefined, EntryKey[]>()
    for (const key of present) {
      const own = this.#corrections.splitOf(key)
      let before: EntryKey | undefined
      for (const [split, others] of earlier) {
        if (split === own && own !== undefined) continue
        const other = others.find((each) => !this.#corrections.areApart(key, each) && forbids?.(key, each) !== true)
        if (other !== undefined && (before === undefined || other < before)) before = other
      }
      if (before !== undefined) this.#unite(before, key, reason, forbids)
      const same = earlier.get(own)
      if (same === undefined) earlier.set(own, [key])
      else same.push(key)
    }
  }

  /** Joins the groups of two entries that are alike, unless something speaks against any two of both. */
  fold(likeness: Likeness): void {
    const { a, b, rule } = likeness
    if (!this.#byKey.has(a) || !this.#byKey.has(b)) return
    const counts = (key: EntryKey) => key === a || key === b || !this.#doubted.has(key)
    this.#unite(a, b, { rule, likeness }, (x, y) => counts(x) && counts(y) && this.#unlike.has(pairKey(x, y)))
  }

  #areApart(one: Group, other: Group, forbids: Forbids | undefined): boolean {
    if (forbids === undefined && this.#corrections.size === 0) return false
    return one.copies.some(({ entry: x }) =>
      other.copies.some(({ entry: y }) => this.#corrections.areApart(x.key, y.key) || forbids?.(x.key, y.key) === true),
    )
  }

  /**
   * Whether nothing makes two groups one when the entries of one source are left out, though others are in both: whoever says what
   * one piece says and what another says, or becomes the one after the other, makes no one piece of two.
   */
  #restsOnOneSource(...sides: readonly [readonly [Group, EntryKey], readonly [Group, EntryKey]]): boolean {
    if (sides.every(([{ copies }]) => copies.length === 1)) return false
    const pair = sides.flatMap(([, key]) => this.#entryOf(key) ?? [])
    return pair.some(({ sourceId }) => {
      const [left = [], right = []] = sides.map(([{ copies }, key]) =>
        copies.filter(({ entry }) => entry.sourceId !== sourceId && !this.#follows(entry, key)),
      )
      if (left.length === 0 || right.length === 0) return false
      return !left.some(({ entry: x }) => right.some(({ entry: y }) => this.#isOne(x, y)))
    })
  }

  #entryOf(key: EntryKey): Entry | undefined {
    return this.#byKey.get(key)?.copies.find(({ entry }) => entry.key === key)?.entry
  }

  /** Whether an entry goes with another whatever it says: as the operator joined them, as one that came later and denies it, or under its own link. */
  #follows(entry: Entry, key: EntryKey): boolean {
    const other = entry.key === key ? undefined : this.#entryOf(key)
    if (other === undefined) return false
    if (this.#corrections.areJoined(entry.key, key)) return true
    if (this.#doubted.has(entry.key) && byEntryAge(other, entry) < 0) return true
    if (entry.urlKey === undefined || entry.urlKey !== other.urlKey || entry.sourceId === other.sourceId) return false
    const closer = (this.#atHome.get(key) ?? 0) - (this.#atHome.get(entry.key) ?? 0)
    return closer > 0 || (closer === 0 && byEntryAge(other, entry) < 0)
  }

  #isOne(x: Entry, y: Entry): boolean {
    const pair = pairKey(x.key, y.key)
    if (this.#alike.has(pair) || this.#wereOne(x.key, y.key) || this.#corrections.areJoined(x.key, y.key)) return true
    return x.urlKey !== undefined && x.urlKey === y.urlKey && !this.#strangers.has(pair)
  }

  #unite(a: EntryKey, b: EntryKey, reason: FoldReason, forbids: Forbids | undefined): void {
    const [one, other] = [this.#byKey.get(a), this.#byKey.get(b)]
    if (one === undefined || other === undefined || one === other) return
    if (one.copies.length + other.copies.length > MOST_COPIES && reason.likeness !== undefined) return
    if (this.#areApart(one, other, forbids)) return
    if (reason.rule !== 'joined' && reason.rule !== 'same-url' && this.#restsOnOneSource([one, a], [other, b])) return
    // The smaller goes into the larger: a flood of copies costs no square.
    const [large, small] = one.copies.length >= other.copies.length ? [one, other] : [other, one]
    for (const candidate of small.copies) {
      large.copies.push(candidate)
      this.#byKey.set(candidate.entry.key, large)
    }
    large.reasons ??= new Map()
    for (const [key, known] of small.reasons ?? []) large.reasons.set(key, known)
    for (const key of [a, b]) if (!large.reasons.has(key)) large.reasons.set(key, reason)
  }
}

type Forbids = (x: EntryKey, y: EntryKey) => boolean

function pairKey(a: EntryKey, b: EntryKey): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`
}

/** What the operator decided of these, also under the guids and links that they had before. */
export function correctionsAmong(
  candidates: readonly Candidate[],
  { likenesses, corrections }: Pick<FoldContext, 'likenesses' | 'corrections'>,
): Corrections {
  if (corrections.length === 0) return new Corrections(corrections)
  const foldable = candidates.filter(({ member }) => member.dedupe)
  return new Corrections(corrections, sentAgain(foldable, sureOnes(likenesses, foldable)))
}

/** Pairs of entries of which one source sent the one as the other again, under another guid and link. */
function sentAgain(
  candidates: readonly Candidate[],
  likenesses: readonly Likeness[],
): readonly (readonly [EntryKey, EntryKey])[] {
  const sources = new Map(candidates.map(({ entry }) => [entry.key, entry.sourceId]))
  return likenesses.flatMap(({ a, b, isCopy, veto }): (readonly [EntryKey, EntryKey])[] => {
    const isAgain = sources.has(a) && sources.get(a) === sources.get(b) && (isCopy || veto === 'sent-again')
    return isAgain
      ? [
          [a, b],
          [b, a],
        ]
      : []
  })
}

/** When two entries were parted, and which. */
export type SplitOf = { readonly at: Instant; readonly keys: readonly [EntryKey, EntryKey] }

/** What the operator decided of pairs: of two decisions that name both entries of one, the later holds. */
export class Corrections {
  readonly #inOrder: readonly Correction[]
  /** Of each entry the decisions that name it, by their places in that order, ascending. */
  readonly #naming = new Map<EntryKey, number[]>()

  /** Under which key an entry was decided about that its source sent again under another. */
  readonly #decidedAs = new Map<EntryKey, EntryKey>()

  constructor(corrections: readonly Correction[], sentAgain: readonly (readonly [EntryKey, EntryKey])[] = []) {
    this.#inOrder = corrections.toSorted((x, y) => x.at - y.at)
    for (const [i, { keys }] of this.#inOrder.entries()) {
      for (const key of new Set(keys)) {
        const known = this.#naming.get(key)
        if (known === undefined) this.#naming.set(key, [i])
        else known.push(i)
      }
    }
    for (const [again, before] of sentAgain) {
      if (this.#naming.has(again) || !this.#naming.has(before)) continue
      const known = this.#decidedAs.get(again)
      if (known === undefined || before < known) this.#decidedAs.set(again, before)
    }
  }

  get size(): number {
    return this.#inOrder.length
  }

  /** Whether two entries were parted, and not joined since. */
  areApart(a: EntryKey, b: EntryKey): boolean {
    return this.#lastOf(a, b)?.kind === 'split'
  }

  /** The decision that parts two entries, and the entries that it names in their place where they were sent again since. */
  splitBetween(a: EntryKey, b: EntryKey): SplitOf | undefined {
    const last = this.#lastOf(a, b)
    return last?.kind === 'split' ? { at: last.at, keys: [this.#decidedFor(a), this.#decidedFor(b)] } : undefined
  }

  /** Whether two entries were joined, and not parted since. */
  areJoined(a: EntryKey, b: EntryKey): boolean {
    return this.#inOrder.length > 0 && this.#lastOf(a, b)?.kind === 'join'
  }

  #decidedFor(key: EntryKey): EntryKey {
    return this.#decidedAs.get(key) ?? key
  }

  #lastOf(a: EntryKey, b: EntryKey): Correction | undefined {
    const [asA, asB] = [this.#decidedFor(a), this.#decidedFor(b)]
    if (asA === asB) return undefined
    const ofA = this.#naming.get(asA)
    const ofB = this.#naming.get(asB)
    const last = ofB === undefined ? undefined : ofA?.findLast((place) => ofB.includes(place))
    return last === undefined ? undefined : this.#inOrder[last]
  }

  /** The last decision about an entry, where that was a split: two that have the same one are apart. */
  splitOf(key: EntryKey): number | undefined {
    const last = this.#naming.get(key)?.at(-1)
    return last !== undefined && this.#inOrder[last]?.kind === 'split' ? last : undefined
  }
}

/**
 * Entries with the same canonical URL. A URL that one source gives to pieces with different titles (the front page, a
 * podcast's show page, a live blog) identifies none of them: a false merge would hide news.
 */
function sameUrl(candidates: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const byUrl = sharedLinks(candidates, ({ entry }) => entry.urlKey)
  return [...byUrl].flatMap(([urlKey, copies]) =>
    !isFrontPage(urlKey) && identifiesOnePiece(copies) ? relatedByTitle(copies) : [],
  )
}

/** The front page of a site names no piece: of warnings and status reports every one may link there. */
function isFrontPage(urlKey: string): boolean {
  return /^[^/?#]+\.[^/?#]+$/.test(urlKey)
}

/**
 * A link can be given by anybody, also under words that have nothing to do with what is behind it: of different sources only
 * those go together whose titles are the same or have a telling word in common, perhaps with a third. A title without any
 * such word, or one that may be none, says nothing against it. Each group has something in common; groups overlap.
 */
function relatedByTitle(copies: readonly Candidate[]): readonly (readonly Candidate[])[] {
  const groups = new Map<string, Set<Candidate>>()
  const oldest = copies.reduce((first, copy) => (byAge(copy, first) < 0 ? copy : first))
  for (const copy of [oldest, ...copies]) {
    const { title, titleIs, language, sourceId } = copy.entry
    const words = wordsOf(title, language).flatMap((word) => (tells(word) ? [`word ${word.form}`] : []))
    const any = words.length === 0 || titleIs !== undefined || copy === oldest ? ['any'] : []
    for (const mark of [`source ${sourceId}`, `title ${title.toLowerCase()}`, ...words, ...any])
      addTo(groups, mark, copy)
  }
  return [...groups.values()].flatMap((group) => (group.size > 1 ? [[...group]] : []))
}

/** Whether each source that uses the URL uses it for one piece only, perhaps retitled. */
function identifiesOnePiece(copies: readonly Candidate[]): boolean {
  const bySource = Map.groupBy(copies, ({ entry }) => entry.sourceId)
  return [...bySource.values()].every(([first, ...others]) =>
    others.every(({ entry }) => first === undefined || isOnePiece(first.entry, entry)),
  )
}

/** A page's issues come out a day apart, or nearly. */
const ISSUES_APART = 16 * 60 * 60 * 1000

/**
 * At least half of the words of both titles together are shared. What has a date of another day besides its own guid is
 * the next issue of a page (a forecast, the quote of the day), unless it says the very same.
 */
function isOnePiece(a: Entry, b: Entry): boolean {
  const [from, to] = [claimedAt(a), claimedAt(b)]
  const areApart = from !== undefined && to !== undefined && Math.abs(from - to) >= ISSUES_APART
  if (areApart && a.fingerprint !== b.fingerprint) return false
  const [one, other] = [titleWords(a.title), titleWords(b.title)]
  return one.intersection(other).size * 2 >= one.union(other).size
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

/**
 * Whose copy leads: by rank, then what has a link before what has none, then full text, then what says something, then the one seen first; of those seen at once what did not become a copy then, then the one that led, then what was not
 * there already when its source came to the section, then by date.
 * What changed after others had it was seen when it did, unless it led them already. What came late for its date, or is too old to be shown by itself, comes behind: anybody can claim to have had a piece before.
 */
function inPreference(
  copies: readonly Candidate[],
  late: ReadonlySet<EntryKey>,
  { fullText, idle = NONE, behind = NONE, atHome = new Map(), leads, outdated, found = NONE }: FoldContext,
): readonly Candidate[] {
  const led = ({ entry }: Candidate): boolean => leads?.has(entry.key) === true
  const lateness = (copy: Candidate): number => {
    if (outdated?.has(copy.entry.key)) return 2
    const late = latenessOf(copy.entry)
    // What readers know as the lead is not moved for a few hours.
    return late === 1 && led(copy) ? 0 : late
  }
  const seenAt = ({ entry }: Candidate): Instant => (late.has(entry.key) ? entry.changedAt : entry.firstSeen)
  const wasFound = ({ entry }: Candidate): boolean => found.has(entry.key)
  const bySight = (a: Candidate, b: Candidate) =>
    seenAt(a) - seenAt(b) || Number(wasFound(a)) - Number(wasFound(b)) || byAge(a, b)
  const followers = followersAmong(copies, { isBehind: (copy) => lateness(copy) === 2, bySight, atHome })
  const isFollower = ({ entry: { key } }: Candidate) => followers.has(key) || behind.has(key)
  return copies.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      Number(a.entry.url === undefined) - Number(b.entry.url === undefined) ||
      Number(isFollower(a)) - Number(isFollower(b)) ||
      lateness(a) - lateness(b) ||
      Number(fullText.has(b.entry.key)) - Number(fullText.has(a.entry.key)) ||
      Number(idle.has(a.entry.key)) - Number(idle.has(b.entry.key)) ||
      seenAt(a) - seenAt(b) ||
      Number(late.has(a.entry.key)) - Number(late.has(b.entry.key)) ||
      Number(led(b)) - Number(led(a)) ||
      bySight(a, b),
  )
}

function rankOf({ member }: Candidate): number {
  return member.rank ?? Number.MAX_SAFE_INTEGER
}

function byAge({ entry: a }: Candidate, { entry: b }: Candidate): number {
  return byEntryAge(a, b)
}

function byEntryAge(a: Entry, b: Entry): number {
  return (
    a.firstSeen - b.firstSeen ||
    latenessOf(a) - latenessOf(b) ||
    countsFrom(a) - countsFrom(b) ||
    compareText(a.key, b.key)
  )
}

type Sights = {
  readonly atHome: ReadonlyMap<EntryKey, Closeness>
  readonly isBehind: (copy: Candidate) => boolean
  readonly bySight: (a: Candidate, b: Candidate) => number
}

/**
 * Copies that link to what another source has, where that source is the closer to the site or was first: with a whole text of
 * its own such a copy would put other words under another's link and id.
 */
function followersAmong(copies: readonly Candidate[], { isBehind, bySight, atHome }: Sights): ReadonlySet<EntryKey> {
  const followers = new Set<EntryKey>()
  for (const [urlKey, same] of Map.groupBy(copies, ({ entry }) => entry.urlKey)) {
    if (urlKey === undefined || same.length === 1) continue
    const closeness = ({ entry }: Candidate) => atHome.get(entry.key) ?? 0
    const [first] = same.toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        closeness(b) - closeness(a) ||
        Number(isBehind(a)) - Number(isBehind(b)) ||
        bySight(a, b),
    )
    for (const copy of same) {
      const isAsClose = first !== undefined && closeness(copy) > 1 && closeness(copy) >= closeness(first)
      if (copy.entry.sourceId !== first?.entry.sourceId && !isAsClose) followers.add(copy.entry.key)
    }
  }
  return followers
}
