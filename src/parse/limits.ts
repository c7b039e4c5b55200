/** How much of one document is read; past that it is cut or refused, never waited for. */
export type ParseLimits = {
  /** Bytes of the whole document; more is refused as `too-large`. */
  readonly bytes: number
  /** Nested elements (or JSON values); what lies deeper is left out. */
  readonly depth: number
  /** Items read of one document, in the document's order. */
  readonly items: number
  /** Elements read inside one item, and outside all items. */
  readonly elements: number
  /** Characters kept of one text. */
  readonly textChars: number
  /** Attributes kept of one element. */
  readonly attributes: number
}

export const defaultLimits: ParseLimits = {
  bytes: 64 * 1024 * 1024,
  depth: 256,
  items: 5_000,
  elements: 20_000,
  textChars: 2_000_000,
  attributes: 64,
}
