import type { Site } from '../model/section.ts'

/** A source as the page for publishers shows it. */
export type PolledSource = {
  readonly name: string
  readonly url: string | undefined
  readonly feed: string
  readonly everyMinutes?: number
}

/** What an operator puts in place of ours: trusted, written into the pages as it is. */
export type Theme = {
  /** CSS, after our own. */
  readonly style?: string
  /** HTML in place of the site's name at the top of every page. */
  readonly header?: string
  /** HTML in place of our words at the foot of every page. */
  readonly footer?: string
}

/** What rendering needs to know beside the edition. */
export type SiteContext = {
  readonly site: Site
  /** All sections, in the order of the menu. */
  readonly sections: readonly { readonly slug: string; readonly title: string }[]
  readonly version: string
  /** What is polled, for `about/`; without it, the sources that the editions show. */
  readonly sources?: readonly PolledSource[]
  readonly theme?: Theme
}
