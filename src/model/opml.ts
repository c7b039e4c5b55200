/** One line of an OPML document, and what hangs below it. */
export type Outline = {
  /** As written; empty where the document gives none. */
  readonly text: string
  readonly title?: string
  readonly type?: string
  /** Absolute http(s) address of the feed. */
  readonly xmlUrl?: string
  /** Absolute http(s) address of its site. */
  readonly htmlUrl?: string
  readonly language?: string
  readonly description?: string
  /** OPML 2.0 `category`: slash-delimited paths, one each. */
  readonly categories: readonly string[]
  /** All attributes as written, by name. */
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Outline[]
}

export type Opml = { readonly title?: string; readonly outlines: readonly Outline[] }
