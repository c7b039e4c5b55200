import { bodyText, languageOf } from './curate/edition-entry.ts'
import { type Sketch, sketchOf } from './curate/near-copies.ts'
import { type Piece, pieceOf } from './curate/piece.ts'
import { headlineWords } from './curate/title.ts'
import { isLongContent, isWholeText } from './curate/whole-text.ts'
import type { Desk } from './desk.ts'
import type { Body, Entry, EntryKey } from './model/entry.ts'
import { knowsWords, type Word } from './text/words.ts'

/** What is needed of a desk to read entries for comparison. */
export type Reading = Pick<Desk, 'sources' | 'sketches'> & { readonly store: Pick<Desk['store'], 'readBody'> }

/** What is read of an entry to sketch it, and again if it looks like another. */
type Read = {
  readonly text: string
  readonly language: string | undefined
  /** Of the headline. */
  readonly words: readonly Word[]
  /** Its content may be the whole text. */
  readonly isLong: boolean
}

/** What is read is kept until the end of a choice, a few megabytes at most; what is more is read again. */
const MOST_KEPT = 2_000
const LONGEST_KEPT = 2_000

/** The texts of entries as one choice reads them: to sketch each, once while a process lives, and to compare a few. */
export class EntryReadings {
  readonly #desk: Reading
  readonly #read = new Map<EntryKey, Read>()
  readonly #pieces = new Map<EntryKey, Piece>()
  /** Those of these whose content may be the whole text. */
  readonly #long = new Set<EntryKey>()

  constructor(desk: Reading) {
    this.#desk = desk
  }

  /** Those that were asked for. */
  get pieces(): ReadonlyMap<EntryKey, Piece> {
    return this.#pieces
  }

  sketchOf(entry: Entry): Sketch | Promise<Sketch> {
    return this.#desk.sketches?.get(entry.fingerprint) ?? this.#firstSketchOf(entry)
  }

  async pieceOf(entry: Entry): Promise<Piece> {
    const known = this.#pieces.get(entry.key)
    if (known !== undefined) return known
    const { text, language, words, isLong } = await this.#readingOf(entry)
    const piece = pieceOf(entry, text, language, words)
    if (isLong) this.#long.add(entry.key)
    this.#pieces.set(entry.key, piece)
    return piece
  }

  /** Whether the content of an entry is its whole text. */
  async isWhole(entry: Entry): Promise<boolean> {
    await this.pieceOf(entry)
    if (!this.#long.has(entry.key)) return false
    const { words, language } = await this.#readingOf(entry)
    return isWholeText(await this.#desk.store.readBody(entry.bodyRef), words, language)
  }

  /** The language that is declared for the source of an entry. */
  declaredFor({ sourceId }: Entry): string | undefined {
    return this.#desk.sources.get(sourceId)?.language
  }

  async #firstSketchOf(entry: Entry): Promise<Sketch> {
    const reading = this.#readingFrom(entry, await this.#desk.store.readBody(entry.bodyRef))
    if (this.#read.size < MOST_KEPT && reading.text.length <= LONGEST_KEPT) this.#read.set(entry.key, reading)
    const sketch = sketchOf(entry, reading.text, reading.words)
    this.#desk.sketches?.set(entry.fingerprint, sketch, entry.firstSeen)
    return sketch
  }

  async #readingOf(entry: Entry): Promise<Read> {
    return this.#read.get(entry.key) ?? this.#readingFrom(entry, await this.#desk.store.readBody(entry.bodyRef))
  }

  #readingFrom(entry: Entry, body: Body): Read {
    const text = bodyText(body)
    const language = this.#languageOf(entry, text)
    return { text, language, words: headlineWords(entry.title, entry.url, language), isLong: isLongContent(body) }
  }

  /**
   * Whose common words weigh less: of the declared language, else of the one the entry is surely written in. A few English
   * headlines are taken for a language whose words nobody knows; that would make each of them weigh as much as a name.
   */
  #languageOf(entry: Entry, text: string): string | undefined {
    const declared = entry.language ?? this.declaredFor(entry)
    if (declared !== undefined) return declared
    const found = languageOf(entry, text)
    return found !== undefined && knowsWords(found) ? found : undefined
  }
}
