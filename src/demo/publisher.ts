import type { Instant } from '../model/instant.ts'
import type { Piece } from './piece.ts'

/** A piece as its newsroom has published it. */
export type PublishedPiece = {
  readonly piece: Piece
  readonly slug: string
  readonly at: Instant
  /** When it was last corrected. */
  readonly updatedAt: Instant
  /** Where it really lies, when another newsroom wrote it: the address with tracking on it. */
  readonly link?: string
}

export type PublisherFormat = 'rss' | 'atom' | 'json' | 'page'

/** A newsroom of the demo: what it has published, newest first, and what it has yet to. */
export type Publisher = {
  readonly name: string
  readonly language: string
  readonly format: PublisherFormat
  readonly section: string
  /** With a trailing slash; known once its server listens. */
  origin: string
  readonly published: PublishedPiece[]
  readonly drafts: Piece[]
}

/** Entries that a feed or a listing shows at once. */
const shown = 12

export function publish(publisher: Publisher, piece: Piece, at: Instant, link?: string): PublishedPiece {
  const slug = `${piece.story}-${publisher.published.length + 1}`
  const published = { piece, slug, at, updatedAt: at, ...(link !== undefined && { link }) }
  publisher.published.unshift(published)
  return published
}

/** Replaces a piece by its corrected text, in its place and under its address. */
export function correct(publisher: Publisher, slug: string, piece: Piece, at: Instant): PublishedPiece | undefined {
  const place = publisher.published.findIndex((published) => published.slug === slug)
  const before = publisher.published[place]
  if (before === undefined) return undefined
  const after = { ...before, piece, updatedAt: at }
  publisher.published[place] = after
  return after
}

export function frontPage(publisher: Publisher): readonly PublishedPiece[] {
  return publisher.published.slice(0, shown)
}

export function articleUrl(publisher: Publisher, { slug, link }: PublishedPiece): string {
  return link ?? `${publisher.origin}berita/${slug}`
}
