import type { Instant } from './instant.ts'

/**
 * One file of the published site. Documents are written before the pages and lists that link to them.
 */
export type SiteFile = {
  /** Relative to the site's root, `/` between its parts: `international/rss.xml`. */
  readonly path: string
  readonly body: Uint8Array | string
  readonly contentType: string
  readonly kind: 'document' | 'page'
  /** When its bytes last changed, where that is known (read back from a folder). */
  readonly modifiedAt?: Instant
  /** How long it may be kept by caches, in seconds; from the section's rhythm. */
  readonly maxAgeSeconds?: number
}

/** One that stays on disk until somebody asks for it. */
export type StoredFile = Omit<SiteFile, 'body' | 'modifiedAt'> & {
  readonly modifiedAt: Instant
  readonly bytes: number
  /** Its bytes as they are now; undefined when it is there no more. */
  read(): Promise<{ readonly body: Uint8Array; readonly modifiedAt: Instant } | undefined>
}
