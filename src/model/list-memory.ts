/** What is remembered of the list of a page, so that no other list is taken for it. */
export type ListMemory = {
  /** A selector of what held it. */
  readonly container?: string
  /** What found its entries, where that was no operator's: a few of them are known by it in their place. */
  readonly item?: string
  /** It was what the page's JSON-LD lists, and stood nowhere. */
  readonly isDeclared?: boolean
  /** It stood beside the page's own matter itself, as what is read most does. */
  readonly isBeside?: boolean
  /** Its page looked like that of one article: it had a text of its own beside the list. */
  readonly isArticle?: boolean
  /** Selectors of other lists that stood on the page with it: none of them is its new place. */
  readonly others: readonly string[]
  /** Marks of the addresses and titles of its latest entries, the newest list first. */
  readonly seen: readonly string[]
  /** What the addresses of its entries look like. */
  readonly shapes: readonly string[]
  /** How many entries it had, and whether most of them had dates. */
  readonly size: number
  readonly isDated: boolean
}
