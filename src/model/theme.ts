/** The templates an operator may put in place of ours. */
export type TemplateName = 'page' | 'header' | 'footer' | 'section' | 'front' | 'entry'

/** A file of the operator's, published as it is under `/theme/`: a logo, a font. */
export type ThemeAsset = { readonly name: string; readonly body: Uint8Array }

/** What an operator puts in place of our looks; every template has been checked. */
export type Theme = {
  readonly templates: Readonly<Partial<Record<TemplateName, string>>>
  /** CSS, after our own. */
  readonly style: string | undefined
  readonly assets: readonly ThemeAsset[]
  /** Changes with any byte of it. */
  readonly digest: string
}
