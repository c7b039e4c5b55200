import type { Site } from '../model/section.ts'
import type { Theme } from '../model/theme.ts'

/** A source as the page for publishers shows it. */
export type PolledSource = {
  readonly name: string
  readonly url: string | undefined
  readonly feed: string
  readonly everyMinutes?: number
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
