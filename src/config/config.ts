import type { Webhook } from '../model/outbox.ts'
import type { Section, Site } from '../model/section.ts'
import type { Source, SourceId } from '../model/source.ts'
import type { Theme } from '../model/theme.ts'

/** Something an operator should know of, and where it stands: `feeds/site.yaml:3`. */
export type Remark = { readonly message: string; readonly at: string }

/** Who is told when something needs a person. */
export type Alerts = {
  readonly webhook: string | undefined
  readonly mail: string | undefined
  readonly command: string | undefined
  /** Minutes of the day in the site's zone; `to` may lie on the next day. */
  readonly quiet: { readonly fromMinute: number; readonly toMinute: number } | undefined
  /** Infinity: off. */
  readonly perDay: number
}

/** All that the operator decided, complete with defaults. Immutable; another reading makes another. */
export type Config = {
  readonly site: Site
  /** What stands in place of our looks; absent: nothing does. */
  readonly theme?: Theme
  /** What is polled: each document once, however many sections show it; by id. */
  readonly sources: readonly Source[]
  /** By slug. */
  readonly sections: readonly Section[]
  /** Exceptions to the guard against private addresses: `host:port`, host, or CIDR; lower case. */
  readonly allowPrivate: readonly string[]
  readonly hostGapMs: number
  /** Whether the operator wrote `hostGap`: then it holds for hosts in `allowPrivate` too. */
  readonly hostGapGiven: boolean
  /** `json` or `postgres://…`. May hold a password: never shown. */
  readonly store: string
  readonly alerts: Alerts | undefined
  readonly notify: readonly Webhook[]
  /** Keys that are right and that this version does nothing with yet. What they configure is left out of the rest. */
  readonly notInForce: readonly { readonly key: string; readonly at: string }[]
  /** What is allowed and risky. */
  readonly warnings: readonly Remark[]
  /** By section: the language that it gives itself, and does not have from the site. */
  readonly ownLanguages: Readonly<Record<string, string>>
  /** By section and source: what a list said of it besides, for when a list is written again. */
  readonly outlines: Readonly<Record<string, Readonly<Record<SourceId, Readonly<Record<string, string>>>>>>
  /** Sources whose URLs hold something from the environment. */
  readonly withVariables: readonly SourceId[]
  /** Where each source is configured first. */
  readonly sourceAt: Readonly<Record<SourceId, string>>
  /** Changes when, and only when, something that is decided here changes: not by a comment or a moved line. */
  readonly digest: string
}
