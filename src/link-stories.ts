import type { ChosenStory } from './curate/curate.ts'
import { bodyText, languageOf } from './curate/edition-entry.ts'
import { type EventPiece, eventPieceOf, STORY_WINDOW } from './curate/event-piece.ts'
import { countsFrom } from './curate/order.ts'
import { relatedPieces } from './curate/story-links.ts'
import { createLexiconShelf, type Desk, type LexiconShelf, type Memory } from './desk.ts'
import type { EditionRecord, StoryRecord } from './model/edition.ts'
import type { Entry, EntryKey } from './model/entry.ts'

/** A reader follows a few; of other languages there is at most one each, and no more of them. */
const MOST_RELATED = 5
const MOST_LANGUAGES = 5
/** One source that writes much of an event, or only hangs itself on it, leaves places to others. */
const MOST_OF_SOURCE = 2

/**
 * Gives each story of an edition the others about the same event: those beside it, those that left the section lately,
 * and those that other sections show. Links are only ever added: what was shown as related stays while it is stored,
 * so that an edition does not change because another entry left it; without a new story nothing is compared. Only an entry
 * that became another piece is linked no more, nor is what has nothing left of whom its links were shown with: else a source
 * that writes of an event could put anything else beside all who do.
 */
export async function linkStories(
  desk: Desk,
  memory: Pick<Memory, 'records' | 'told'>,
  stories: readonly ChosenStory[],
  before: EditionRecord | undefined,
): Promise<readonly ChosenStory[]> {
  const remembered = [...(before?.stories ?? []), ...(before?.off ?? [])]
  const linked = remembered.flatMap(({ lead, members, related = [] }) =>
    related.length === 0 ? [] : [lead, ...members, ...related],
  )
  const known = await desk.store.readEntriesByKey([...new Set(linked)])
  const remade = remadeAmong([...known.values(), ...stories.flatMap(({ copies }) => copies.map(({ entry }) => entry))])
  const shown = new Map(
    remembered.map(({ id, members, related = [] }) => [
      id,
      members.every((key) => remade.has(key)) ? [] : related.filter((key) => !remade.has(key)),
    ]),
  )
  const isNew = new Set(stories.flatMap(({ id, copies }) => (shown.has(id) ? [] : keysOf(copies.slice(0, 1)))))
  const found = isNew.size === 0 ? new Map() : await findRelated(desk, memory, stories, { remembered, remade, isNew })
  const keys = new Set([...shown.values(), ...found.values()].flat())
  const entries = await desk.store.readEntriesByKey([...keys])
  return stories.map((story) => {
    const members = new Set(keysOf(story.copies))
    const addresses = new Set(story.copies.map(({ entry }) => entry.urlKey))
    const isOther = (key: EntryKey) => {
      const entry = members.has(key) ? undefined : entries.get(key)
      return entry?.url !== undefined && !addresses.has(entry.urlKey)
    }
    const kept = (shown.get(story.id) ?? []).filter(isOther)
    const more = (found.get(keysOf(story.copies)[0] ?? '') ?? []).filter(isOther)
    const related = withMore(kept, more, languageOfLead(desk, story), (key) => originOf(desk, entries.get(key)))
    return related.length === 0 ? story : { ...story, related: related.flatMap((key) => entries.get(key) ?? []) }
  })
}

/** Those that say something else altogether than when they came. */
function remadeAmong(entries: readonly Entry[]): ReadonlySet<EntryKey> {
  return new Set(entries.flatMap(({ key, isRemade }) => (isRemade === true ? [key] : [])))
}

export type Origin = { readonly language: string | undefined; readonly sourceId: string | undefined }

export function originOf(desk: Desk, entry: Entry | undefined): Origin {
  return { language: languageFor(desk, entry), sourceId: entry?.sourceId }
}

/** What is shown stays; of the story's own language a few are added, of a few others one each; of each source two, in other languages one. */
export function withMore(
  kept: readonly EntryKey[],
  more: readonly EntryKey[],
  own: string | undefined,
  originOf: (key: EntryKey) => Origin,
): readonly EntryKey[] {
  const related = [...kept]
  for (const key of more) {
    const { language, sourceId } = originOf(key)
    const shown = related.map(originOf)
    const ofLanguage = shown.filter((each) => each.language === language).length
    const ofSource = shown.filter((each) => each.sourceId === sourceId).length
    const ofOthers = shown.filter((each) => each.language !== own).length
    const isLanguageFull = language === own ? ofLanguage >= MOST_RELATED : ofLanguage >= 1 || ofOthers >= MOST_LANGUAGES
    const isSourceFull = ofSource >= (language === own ? MOST_OF_SOURCE : 1)
    if (!isLanguageFull && !isSourceFull && !related.includes(key)) related.push(key)
  }
  return related
}

async function findRelated(
  desk: Desk,
  { records, told }: Pick<Memory, 'records' | 'told'>,
  stories: readonly ChosenStory[],
  {
    remembered,
    remade,
    isNew,
  }: { remembered: readonly StoryRecord[]; remade: ReadonlySet<EntryKey>; isNew: ReadonlySet<EntryKey> },
): Promise<ReadonlyMap<EntryKey, readonly EntryKey[]>> {
  const leads = stories.flatMap(({ copies }) =>
    copies.slice(0, 1).flatMap(({ entry }) => (remade.has(entry.key) ? [] : [entry])),
  )
  const texts = new Map<EntryKey, string>()
  const pieces: EventPiece[] = []
  for (const entry of leads) {
    const text = bodyText(await desk.store.readBody(entry.bodyRef))
    texts.set(entry.key, text)
    const piece = eventPieceOf(entry, text, languageFor(desk, entry) ?? languageOf(entry, text))
    pieces.push(piece)
    if (isNew.has(entry.key)) told.set(entry.key, piece)
  }
  const beyond = await readBeyond(desk, stories, [
    ...remembered,
    ...[...records.values()].flatMap((one) => one.stories),
  ])
  // The titles alone: what stands elsewhere is not read again.
  for (const entry of beyond) pieces.push(told.get(entry.key) ?? eventPieceOf(entry, '', languageFor(desk, entry)))
  const leadOf = new Map(remembered.flatMap(({ members, lead }) => members.map((key) => [key, lead] as const)))
  const pairs = remembered.flatMap(({ lead, related = [] }) =>
    related.flatMap((key) => (remade.has(key) || remade.has(lead) ? [] : [[lead, leadOf.get(key) ?? key] as const])),
  )
  const speaking = await withConcepts(pieces, leads, texts, desk.lexicons ?? createLexiconShelf())
  return relatedPieces(speaking, { pairs, isNew: (key) => isNew.has(key) })
}

/** The leads of other stories that lie within the window: neither copies of what is shown here nor with its address. */
async function readBeyond(
  desk: Desk,
  stories: readonly ChosenStory[],
  records: readonly StoryRecord[],
): Promise<readonly Entry[]> {
  const own = stories.flatMap(({ copies }) => copies.map(({ entry }) => entry))
  const known = new Set(own.map(({ key }) => key))
  const addresses = new Set(own.map(({ urlKey }) => urlKey))
  const ids = new Set(stories.map(({ id }) => id))
  const leads = records.flatMap(({ id, lead }) => (ids.has(id) || known.has(lead) || lead === '' ? [] : [lead]))
  const since = Math.max(...own.map(countsFrom)) - STORY_WINDOW
  const beyond = new Map<string, Entry>()
  for (const [key, entry] of await desk.store.readEntriesByKey([...new Set(leads)].toSorted())) {
    if (countsFrom(entry) < since || addresses.has(entry.urlKey) || entry.isRemade === true) continue
    const address = entry.urlKey ?? key
    if (!beyond.has(address)) beyond.set(address, entry)
  }
  return [...beyond.values()]
}

function keysOf(copies: ChosenStory['copies']): readonly EntryKey[] {
  return copies.map(({ entry }) => entry.key)
}

function languageOfLead(desk: Desk, { copies }: ChosenStory): string | undefined {
  return languageFor(desk, copies[0]?.entry)
}

export function languageFor(desk: Desk, entry: Entry | undefined): string | undefined {
  return entry === undefined ? undefined : (entry.language ?? desk.sources.get(entry.sourceId)?.language)
}

/** Characters of a text that are looked up: its beginning says what it is about. */
const LOOKED_UP = 600

/** What each speaks of, where an edition has several languages; otherwise no lexicon is loaded. */
async function withConcepts(
  pieces: readonly EventPiece[],
  leads: readonly Entry[],
  texts: ReadonlyMap<EntryKey, string>,
  shelf: LexiconShelf,
): Promise<readonly EventPiece[]> {
  const entries = new Map(leads.map((entry) => [entry.key, entry]))
  const languages = new Set(
    pieces.flatMap(({ key, language }) => (language !== '' && entries.has(key) ? [language] : [])),
  )
  if (languages.size < 2) return pieces
  const lexicons = await shelf()
  return pieces.map((piece) => {
    const entry = entries.get(piece.key)
    if (entry === undefined) return piece
    const text = texts.get(piece.key)?.slice(0, LOOKED_UP) ?? ''
    return {
      ...piece,
      concepts: lexicons.conceptsOf(entry.title, text, piece.language),
      names: lexicons.namesIn(text, piece.language),
    }
  })
}
