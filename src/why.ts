import type { Reason, Verdict } from './curate/choice.ts'
import type { Curation } from './curate/curate.ts'
import { type Corrections, correctionsAmong, type FoldReason, type SplitOf } from './curate/fold.ts'
import { handIn, type Ruling, withheldFor } from './curate/hand.ts'
import { membersOf } from './curate/sections.ts'
import type { Likeness } from './curate/similarity.ts'
import type { Veto } from './curate/vetoes.ts'
import { chooseStories, inputsOf, settingsOf } from './choose-edition.ts'
import { type Desk, editionOf, type Memory } from './desk.ts'
import type { EditionRecord, StoryRecord } from './model/edition.ts'
import type { EntryKey } from './model/entry.ts'
import type { Instant } from './model/instant.ts'
import type { Rule, Section } from './model/section.ts'
import { guardEdition } from './publish/guard.ts'

/** Why an entry that was fetched is not published in a section; each has exactly one. */
export type WhyNot =
  | Reason
  /** No source of the section has answered yet. */
  | 'waiting'
  /** It came, or something was decided, after the section was last renewed. */
  | 'undecided'
  /** The gate that is closed keeps it out. */
  | 'gate'
  /** There was no place for it when it was decided, and that is not decided again. */
  | 'passed'
  /** No section that this one is made of shows it. */
  | 'not-offered'

/** What a section made of one entry. */
export type SectionAnswer = {
  readonly slug: string
  readonly key: EntryKey
  /** The story it is published as, or is a copy in. */
  readonly story?: StoryRecord
  /** Undefined: it is published, as its story's lead. */
  readonly reason: WhyNot | undefined
  readonly rule?: Rule
  readonly lead?: EntryKey
  readonly fold?: FoldReason
  readonly ruling?: Ruling
  readonly gate?: EditionRecord['gate']
  /** What the next publication will make of it, where that is known and something else. */
  readonly next?: 'published' | WhyNot
  /** Comparisons with others that looked alike. */
  readonly compared: readonly Compared[]
}

/** A comparison; and of two that are alike and yet in two stories, why: what is known of two of their copies. */
export type Compared = Likeness & { readonly apart?: Apart }

/** The two copies that keep stories apart: the operator split them, or they are not alike. */
export type Apart = { readonly keys: readonly [EntryKey, EntryKey] } & (
  | { readonly by: 'split'; readonly split: SplitOf }
  | { readonly by: Veto }
)

/** Every entry's answer of one section, decided again from what is stored. */
export type Answers = {
  /** Undefined: not one the section is asked about. */
  of(key: EntryKey, firstSeen: Instant): Promise<SectionAnswer>
}

/**
 * Decides a section once more, as it stands, from all that is stored: what it made of each entry and why. What it shows
 * is as its record has it; changes nothing.
 */
export async function answersOf(desk: Desk, memory: Memory, section: Section, now: Instant): Promise<Answers> {
  const { slug } = section
  const record = memory.records.get(slug)
  const chosenAt = record?.chosenAt ?? now
  const hand = handIn(memory.decisions, slug, now)
  const chosen = await chooseStories(desk, memory, section, { at: chosenAt, settings: undefined, hand })
  const inputs = inputsOf(memory, section, settingsOf(desk, memory, section), hand)
  const isPending = record === undefined || record.inputs !== inputs
  const { stories, likenesses, candidates } = chosen
  const corrections = correctionsAmong(candidates, { likenesses, corrections: hand.corrections })
  const apart = apartIn(stories, likenesses, corrections)
  const shown = new Map(record?.stories.flatMap((story) => story.members.map((key) => [key, story] as const)))
  return {
    async of(key, firstSeen) {
      const verdict = chosen.verdicts.get(key)
      const story = shown.get(key)
      const compared = likenesses.filter(({ a, b }) => a === key || b === key).map(apart)
      const answer = { slug, key, compared, ...(story === undefined ? {} : { story }) }
      if (record === undefined) {
        return { ...answer, reason: chosen.startedAt === undefined ? 'waiting' : 'undecided', ...foreseen(verdict) }
      }
      if (story !== undefined) return shownAs(answer, story, { verdict, record })
      if (firstSeen > chosenAt) return { ...answer, reason: 'undecided', ...foreseen(verdict) }
      if (verdict === undefined) return { ...answer, reason: 'not-offered' }
      if (!verdict.in) {
        const { reason, rule, lead, fold, ruling } = verdict
        // Only the decisions carried out say why it is out; one made since says what comes.
        return {
          ...answer,
          reason,
          ...(rule === undefined ? {} : { rule }),
          ...(lead === undefined ? {} : { lead }),
          ...(fold === undefined ? {} : { fold }),
          ...(ruling === undefined ? {} : { ruling }),
        }
      }
      if (record.gate !== undefined) return { ...answer, reason: 'gate', gate: record.gate, next: 'published' }
      return isPending ? { ...answer, reason: 'undecided', next: 'published' } : { ...answer, reason: 'passed' }
    },
  }

  async function shownAs(
    answer: Omit<SectionAnswer, 'reason'>,
    story: StoryRecord,
    { verdict, record }: { readonly verdict: Verdict | undefined; readonly record: EditionRecord },
  ): Promise<SectionAnswer> {
    const taken = verdict?.in === false && withheldFor(verdict.ruling) !== undefined
    const next =
      taken || (isPending && verdict?.in === false && verdict.reason !== 'duplicate') ? foreseen(verdict) : {}
    const isCopy = story.lead !== answer.key
    if (isCopy) {
      const fold = verdict?.in === false ? verdict.fold : undefined
      return { ...answer, ...next, reason: 'duplicate', lead: story.lead, ...(fold === undefined ? {} : { fold }) }
    }
    const entries = await desk.store.readEntriesByKey([answer.key])
    const entry = entries.get(answer.key)
    const member = entry === undefined ? undefined : membersOf(section, desk.sections).get(entry.sourceId)
    if (entry === undefined || member === undefined) return { ...answer, reason: undefined, ...next }
    const copies = [{ entry, member }]
    const edition = await editionOf(desk, memory, section, record, [{ ...story, related: [], copies }])
    const { entries: publishable } = guardEdition(edition).edition
    return { ...answer, reason: publishable.length === 0 ? 'unpublishable' : undefined, ...next }
  }
}

/** Tells of each likeness what keeps its two apart: a decision before all, else a comparison of two of their copies. */
function apartIn(
  stories: Curation['stories'],
  likenesses: readonly Likeness[],
  corrections: Corrections,
): (likeness: Likeness) => Compared {
  const groups = new Map(
    stories.flatMap(({ copies }) => {
      const keys = copies.map(({ entry }) => entry.key)
      return keys.map((key) => [key, keys] as const)
    }),
  )
  return (likeness) => {
    const [one, other] = [groups.get(likeness.a), groups.get(likeness.b)]
    if (!likeness.isCopy || one === undefined || other === undefined || one === other) return likeness
    const pairs = one.flatMap((x) => other.map((y) => [x, y] as const))
    const keys = [[likeness.a, likeness.b] as const, ...pairs].find(([x, y]) => corrections.areApart(x, y))
    const split = keys && corrections.splitBetween(...keys)
    if (keys !== undefined && split !== undefined) return { ...likeness, apart: { by: 'split', keys, split } }
    for (const { a, b, veto } of likenesses) {
      const isAcross = (one.includes(a) && other.includes(b)) || (one.includes(b) && other.includes(a))
      if (isAcross && veto !== undefined && veto !== 'sent-again')
        return { ...likeness, apart: { by: veto, keys: [a, b] } }
    }
    return likeness
  }
}

function foreseen(verdict: Verdict | undefined): Pick<SectionAnswer, 'next' | 'rule' | 'lead' | 'ruling'> {
  if (verdict === undefined) return {}
  if (verdict.in) return { next: 'published' }
  const { reason, rule, lead, ruling } = verdict
  return {
    next: reason,
    ...(rule === undefined ? {} : { rule }),
    ...(lead === undefined ? {} : { lead }),
    ...(ruling === undefined ? {} : { ruling }),
  }
}
