import type { ChosenStory } from './curate/curate.ts'
import { bodyText } from './curate/edition-entry.ts'
import { Lexicons } from './curate/concepts.ts'
import { type EventPiece, eventPieceOf, relatedPieces } from './curate/story-links.ts'
import type { Desk } from './desk.ts'
import type { EditionRecord } from './model/edition.ts'
import type { Entry, EntryKey } from './model/entry.ts'

/** A reader follows a few. */
const MOST_RELATED = 5

/**
 * Gives each story of an edition the others about the same event. Links are only ever added: what was shown as related
 * stays while it is stored, so that an edition does not change because another entry left it.
 */
export async function linkStories(
  desk: Desk,
  stories: readonly ChosenStory[],
  before: EditionRecord | undefined,
): Promise<readonly ChosenStory[]> {
  const leads = stories.flatMap(({ copies }) => copies.slice(0, 1).map(({ entry }) => entry))
  const pieces: EventPiece[] = []
  const texts = new Map<EntryKey, string>()
  for (const entry of leads) {
    const text = bodyText(await desk.store.readBody(entry.bodyRef))
    const language = entry.language ?? desk.sources.get(entry.sourceId)?.language
    pieces.push(eventPieceOf(entry, text, language))
    texts.set(entry.key, text)
  }
  const found = relatedPieces(withConcepts(pieces, leads, texts, desk.lexicons ?? new Lexicons()))
  const shown = new Map(before?.stories.map(({ id, related = [] }) => [id, related]))
  const earlier = await desk.store.readEntriesByKey([...shown.values()].flat())
  const entries = new Map<EntryKey, Entry>([...earlier, ...leads.map((entry) => [entry.key, entry] as const)])
  return stories.map((story) => {
    const members = new Set(story.copies.map(({ entry }) => entry.key))
    const keys = new Set([...(shown.get(story.id) ?? []), ...(found.get(story.copies[0]?.entry.key ?? '') ?? [])])
    const related = [...keys].flatMap((key) => {
      const entry = members.has(key) ? undefined : entries.get(key)
      return entry?.url === undefined ? [] : [entry]
    })
    return related.length === 0 ? story : { ...story, related: related.slice(0, MOST_RELATED) }
  })
}

/** Characters of a text that are looked up: its beginning says what it is about. */
const LOOKED_UP = 600

/** What each speaks of, where an edition has several languages; otherwise no lexicon is unpacked. */
function withConcepts(
  pieces: readonly EventPiece[],
  leads: readonly Entry[],
  texts: ReadonlyMap<EntryKey, string>,
  lexicons: Lexicons,
): readonly EventPiece[] {
  const languages = new Set(pieces.map(({ language }) => language).filter((language) => language !== ''))
  if (languages.size < 2) return pieces
  const entries = new Map(leads.map((entry) => [entry.key, entry]))
  return pieces.map((piece) => {
    const text = texts.get(piece.key)?.slice(0, LOOKED_UP) ?? ''
    return { ...piece, concepts: lexicons.conceptsOf(entries.get(piece.key)?.title ?? '', text, piece.language) }
  })
}
