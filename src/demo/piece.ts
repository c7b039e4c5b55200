/** A piece of news as a newsroom of the demo writes it. All names and places are invented. */
export type Piece = {
  /** The event it is about: pieces of several newsrooms share it. */
  readonly story: string
  readonly headline: string
  readonly summary: string
  readonly paragraphs: readonly string[]
  readonly author: string
  readonly category: string
}
