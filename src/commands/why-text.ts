import type { FoldReason } from '../curate/fold.ts'
import { membersOf } from '../curate/sections.ts'
import type { Likeness } from '../curate/similarity.ts'
import type { Decision } from '../model/decision.ts'
import type { EditionEntry } from '../model/edition.ts'
import type { Entry, EntryDate, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { Section } from '../model/section.ts'
import { cleanText } from '../text/plain.ts'
import type { Compared, SectionAnswer, WhyNot } from '../why.ts'
import type { Found } from './find-entry.ts'

/** The whole story of one entry. */
export type Story = {
  readonly entry: Entry
  readonly source: string
  readonly id: string | undefined
  readonly publishedAt: Instant | undefined
  readonly sections: readonly SectionAnswer[]
  /** What is said of other entries in `sections`, by key. */
  readonly others: ReadonlyMap<EntryKey, { readonly title: string; readonly source: string }>
  readonly decisions: readonly Decision[]
  readonly text: EntryText
  /** The sections that it is archived in. */
  readonly archivedIn: readonly string[]
}

/** The text that is stored of an entry. */
export type EntryText = {
  /** Of the article's page, or as the source itself sent it. */
  readonly of: 'page' | 'source'
  readonly chars: number
  /** Where the text of the page is wanted and is not the one that is stored: how that stands. */
  readonly page?:
    | { readonly status: 'refused'; readonly why: string; readonly at: Instant }
    | { readonly status: 'waiting'; readonly after: Instant; readonly why?: string }
    | { readonly status: 'not-asked' }
}

const HOUR = 60 * 60 * 1000

/** What `warta why` says to people. What publishers wrote is cleaned: it goes to a terminal. */
export function whyText(
  stories: readonly Story[],
  found: Found,
  { sections, decisions }: { readonly sections: readonly Section[]; readonly decisions: readonly Decision[] },
): string {
  const texts = stories.map((story) => [
    ...origin(story),
    ...story.sections.flatMap((one) => told(one, story, sections)),
  ])
  const more = found.entries.length - stories.length
  if (more > 0) texts.push([`and ${more} more of these: name one by its key`])
  if (stories.length === 0) {
    const source = found.archived[0]?.entry.source.id
    const ofSource = decisions.filter((each) => 'sourceId' in each && each.sourceId === source)
    const decided = [...found.decided, ...ofSource]
    texts.push([
      ...found.archived.flatMap(({ slug, entry }) => archived(slug, entry)),
      ...(found.archived.length === 0 ? [`${cleanText(found.id ?? '')}: stored no more`] : []),
      ...decided.map((decision) => `  decided   ${decisionText(decision)}`),
    ])
  }
  return `${texts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function origin({ entry, source, id, publishedAt, decisions, text }: Story): readonly string[] {
  const { title, url, guid, key, sourceId, firstSeen, changedAt, edits } = entry
  return [
    `“${cleanText(title)}”`,
    ...(url === undefined ? [] : [`  address   ${cleanText(url)}`]),
    ...(guid === undefined || guid === url ? [] : [`  guid      ${cleanText(guid)}`]),
    `  key       ${key}`,
    ...(id === undefined ? [] : [`  id        ${cleanText(id)}`]),
    `  source    ${cleanText(source)} (${cleanText(sourceId)})`,
    `  seen      ${iso(firstSeen)}`,
    `  dated     ${dated(entry.published)}${entry.updated === undefined ? '' : `; updated ${dated(entry.updated)}`}`,
    ...(changedAt > firstSeen
      ? [`  changed   ${iso(changedAt)}${edits === undefined ? '' : `, ${edits.count} times lately`}`]
      : []),
    `  text      ${textOf(text)}`,
    ...(publishedAt === undefined ? [] : [`  published ${iso(publishedAt)}`]),
    ...decisions.map((decision) => `  decided   ${decisionText(decision)}`),
  ]
}

/** Which text is stored, and where it is not that of the article's page: why not. */
function textOf({ of, chars, page }: EntryText): string {
  const has =
    chars === 0 ? 'none' : of === 'page' ? `of its page, ${chars} characters` : `its source's own, ${chars} characters`
  if (page === undefined) return has
  const what = of === 'page' ? 'its page as it is now' : 'its page'
  switch (page.status) {
    case 'refused':
      return `${has}; ${what} was refused ${iso(page.at)}: ${cleanText(page.why)}`
    case 'waiting':
      return `${has}; ${what} is fetched ${page.after === 0 ? 'in the next cycles' : `after ${iso(page.after)}`}${page.why === undefined ? '' : `: ${cleanText(page.why)}`}`
    case 'not-asked':
      return `${has}; ${what} is not asked for: of a source's first document the first ones are`
  }
}

function dated(date: EntryDate | undefined): string {
  if (date === undefined) return 'not by its publisher'
  const doubt = date.confidence === 'low' ? ', doubtful' : ''
  return `${iso(date.at)} (${date.from}${doubt})`
}

function decisionText(decision: Decision): string {
  const at = iso(decision.at)
  if ('keys' in decision) return `${at}: ${decision.kind} ${listed(decision.keys, (key) => [key]).join(' ')}`
  const where = decision.section === undefined ? 'everywhere' : `in ${decision.section}`
  const until = decision.until === undefined ? '' : `, until ${iso(decision.until)}`
  const what = 'sourceId' in decision ? `retract all of ${cleanText(decision.sourceId)}` : decision.kind
  return `${at}: ${what} ${where}${until}`
}

function told(answer: SectionAnswer, story: Story, sections: readonly Section[]): readonly string[] {
  const { slug, reason, next, fold, compared } = answer
  const section = sections.find((each) => each.slug === slug)
  const said = reason === undefined ? published(answer) : `not published: ${explained(reason, answer, story, section)}`
  const members = answer.story?.members.filter((key) => key !== story.entry.key) ?? []
  const own = compared.filter(({ a, b }) => members.includes(a) || members.includes(b))
  const apart = compared.filter((likeness) => !own.includes(likeness))
  return [
    `${slug}: ${said}`,
    ...(story.archivedIn.includes(slug) ? ['  archived  it is in the archive'] : []),
    ...(next === undefined || next === reason ? [] : [`  next time ${nextText(next, answer, story, section)}`]),
    ...(fold === undefined || reason !== 'duplicate' ? [] : [`  by        ${foldText(fold)}`]),
    ...listed(members, (key) => [`  one with  ${nameFor(key, story)}`], '  '),
    ...listed(own, (likeness) => [`  ${likenessText(likeness, story)}`], '  '),
    ...listed(apart, (compared) => [`  ${likenessText(compared, story)}${apartText(compared, story)}`], '  '),
  ]
}

/** Of a flood a few say what it is. */
export const MOST_LISTED = 40

function listed<T>(all: readonly T[], lines: (one: T) => readonly string[], indent = ''): readonly string[] {
  const more = all.length - MOST_LISTED
  return [...all.slice(0, MOST_LISTED).flatMap(lines), ...(more > 0 ? [`${indent}and ${more} more`] : [])]
}

/** Two groups of copies are one only where nothing speaks against any two of both. */
function apartText({ a, b, apart }: Compared, story: Story): string {
  if (apart === undefined) return ''
  const { keys } = apart
  const named = apart.by === 'split' ? apart.split.keys : keys
  const areThese = named.includes(a) && named.includes(b)
  const pair = areThese ? 'them' : named.map((key) => nameFor(key, story)).join(' and ')
  if (apart.by !== 'split') return `; yet apart, as ${pair} are not alike (${apart.by})`
  const again = keys.flatMap((key, i) => (named[i] === key ? [] : [`; ${named[i]} was sent again as ${key}`]))
  return `; yet apart, as you split ${pair} (${iso(apart.split.at)})${again.join('')}`
}

function published({ story }: SectionAnswer): string {
  return story === undefined ? 'published' : `published, in since ${iso(story.admittedAt)}`
}

function nextText(
  next: 'published' | WhyNot,
  answer: SectionAnswer,
  story: Story,
  section: Section | undefined,
): string {
  return next === 'published' ? 'it is published' : `it is not published: ${explained(next, answer, story, section)}`
}

function explained(reason: WhyNot, answer: SectionAnswer, story: Story, section: Section | undefined): string {
  const { rule, lead, ruling, gate } = answer
  const member = section === undefined ? undefined : membersOf(section, [section]).get(story.entry.sourceId)
  switch (reason) {
    case 'history':
      return `history: it was there when its source came to the section (${backfillText(section)})`
    case 'too-old':
      return `too old when it was first seen (maxAge ${hours(section?.maxAgeMs)})`
    case 'rule':
      return `rule ${rule?.action ?? ''} at ${rule?.at ?? 'an unknown place'}`
    case 'duplicate':
      return `a copy of ${lead === undefined ? 'another' : nameFor(lead, story)}`
    case 'source-limit':
      return `its source has its share (limit ${member?.limit ?? 'of twice a fair share'})`
    case 'per-day':
      return `the day has its number (perDay ${section?.perDay})`
    case 'limit':
      return `newer ones fill the edition (limit ${section?.limit})`
    case 'pushed-off':
      return 'its story was in; newer ones took its place'
    case 'held':
      return 'its date is in the future, and it waits for it (futureDates: hold)'
    case 'future':
      return 'its date is in the future (futureDates: drop)'
    case 'machine-text':
      return 'a machine wrote it about its own error'
    case 'untitled':
      return 'its source says no title of it, and its article’s headline is not known'
    case 'unpublishable':
      return 'it cannot be put right for publication'
    case 'hidden':
    case 'retracted':
      return `${reason} by the editor${ruling === undefined ? '' : ` (${decisionText(ruling.decision)})`}${
        lead === undefined ? '' : `, with ${nameFor(lead, story)}`
      }`
    case 'waiting':
      return 'no source of the section has answered yet'
    case 'undecided':
      return 'not decided yet: the section was not renewed since it came, or since you decided something'
    case 'gate':
      return `the gate ${gate?.name ?? ''} keeps the last good edition${gate === undefined ? '' : ` since ${iso(gate.since)}: ${cleanText(gate.detail)}`}`
    case 'passed':
      return 'there was no place for it when it was decided, and that is not decided again'
    case 'not-offered':
      return `none of the sections it is made of shows it (from ${section?.from.join(', ')})`
  }
}

function backfillText(section: Section | undefined): string {
  const backfill = section?.backfill
  if (backfill === undefined || typeof backfill === 'string') return `backfill ${backfill ?? ''}`
  const { withinMs, perSource, total } = backfill
  return `backfill: within ${hours(withinMs)}, ${perSource} per source, ${total} in all`
}

function hours(ms: number | undefined): string {
  return ms === undefined || ms === Number.POSITIVE_INFINITY ? 'off' : `${Math.round(ms / HOUR)}h`
}

function foldText({ rule, likeness }: FoldReason): string {
  if (rule === 'same-url') return 'the same address'
  if (rule === 'joined') return 'your word (join)'
  if (rule === 'kept') return 'it was folded before, and stays so'
  return likeness === undefined ? rule : `${rule}, ${scoreText(likeness)}`
}

function likenessText(likeness: Likeness, story: Story): string {
  const other = likeness.a === story.entry.key ? likeness.b : likeness.a
  const veto = likeness.veto === undefined ? '' : `, but for: ${likeness.veto}`
  const label = likeness.isCopy ? 'alike    ' : 'not alike'
  return `${label} ${nameFor(other, story)}: ${likeness.rule}, ${scoreText(likeness)}${veto}`
}

function scoreText({ score, threshold, shared }: Likeness): string {
  const words = shared.length === 0 ? '' : `; shared: ${cleanText(shared.join(', '))}`
  return `${score.toFixed(2)} where ${threshold.toFixed(2)} is enough${words}`
}

function nameFor(key: EntryKey, { others }: Story): string {
  const other = others.get(key)
  return other === undefined
    ? `${key} (stored no more)`
    : `“${cleanText(other.title)}” (${cleanText(other.source)}, ${key})`
}

function archived(slug: string, entry: EditionEntry): readonly string[] {
  return [
    `“${cleanText(entry.title)}”`,
    ...(entry.url === undefined ? [] : [`  address   ${cleanText(entry.url)}`]),
    `  id        ${cleanText(entry.id)}`,
    `  source    ${cleanText(entry.source.name)} (${cleanText(entry.source.id)})`,
    `  seen      ${iso(entry.firstSeen)}`,
    ...(entry.dateFrom === 'first_seen' ? [] : [`  dated     ${iso(entry.published.at)} (${entry.dateFrom})`]),
    `${slug}: in the archive; stored no more`,
  ]
}

function iso(at: Instant): string {
  return Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString().replace('.000Z', 'Z') : 'never'
}
