/** The name of a source in commands, rules and published ids; survives a change of its URL. */
export type SourceId = string

/** CSS selectors for the pages of one source; what is not given is found by `parse/page.ts`. */
export type PageSelectors = {
  readonly item?: string
  readonly title?: string
  readonly link?: string
  readonly date?: string
  readonly author?: string
  readonly summary?: string
  readonly image?: string
  readonly next?: { readonly link: string; readonly pages: number }
  readonly article?: {
    readonly body?: string
    readonly author?: string
    readonly date?: string
    readonly drop?: readonly string[]
  }
}

type Polled = {
  readonly id: SourceId
  /** Absolute http(s) URL without fragment. */
  readonly url: string
  /** The operator's name for it; otherwise the feed's own title is used. */
  readonly name: string | undefined
  /** BCP 47; the language of entries that do not say. */
  readonly language: string | undefined
  /** IANA zone of dates written without one. */
  readonly timezone: string | undefined
  /** Operator's request headers, secrets already put in. Never logged, never sent to another origin. */
  readonly headers: Readonly<Record<string, string>>
  /** How often to ask at most, and how seldom at most, in milliseconds. */
  readonly everyMs: number
  readonly maxEveryMs: number
  /** Whether the operator set `every` himself: then a source without validators is asked that often too. */
  readonly everyGiven: boolean
  /** Fetch the page of each entry. */
  readonly fullText: boolean
}

/** What is polled: one document, whichever sections publish from it. */
export type Source =
  | (Polled & { readonly kind: 'feed' })
  | (Polled & { readonly kind: 'page'; readonly selectors: PageSelectors })
  | (Polled & { readonly kind: 'sitemap' })
  | (Polled & { readonly kind: 'list' })
