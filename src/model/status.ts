import type { Instant } from './instant.ts'

/** How one source is doing, in the words of `warta status`. */
export type SourceCondition = 'ok' | 'new' | 'waiting' | 'failing' | 'gone' | 'silent' | 'off'

/** One source as people look at it. Texts may hold anything a publisher sent: whoever shows them escapes them. */
export type SourceStatus = {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly sections: readonly string[]
  readonly state: SourceCondition
  /** Where it has moved for good, if it has: the address that is asked. */
  readonly movedTo?: string
  readonly lastSuccess?: Instant
  /** Absent where it is due now, and where it is gone. */
  readonly nextPoll?: Instant
  /** Why then, in a few words. */
  readonly why?: string
  /** `advice`: what a person can do about it. */
  readonly failure?: {
    readonly code: string
    readonly message: string
    readonly since: Instant
    readonly advice?: string
  }
  readonly warnings?: readonly string[]
  readonly articles?: ArticlesStatus
}

/** How the pages of a source's articles are doing, where any of them wait or were not taken. */
export type ArticlesStatus = {
  readonly waiting: number
  /** Of those that wait: why they could not be had so far, and how many each. */
  readonly waitingFor: Readonly<Record<string, number>>
  /** Lately. The source's own text is published of them. */
  readonly refused: number
  /** Why, and how many each, most first. */
  readonly refusedFor: Readonly<Record<string, number>>
  readonly lastRefused?: Instant
}

/** One section as people look at it. */
export type SectionStatus = {
  readonly slug: string
  readonly title: string
  readonly entries: number
  readonly updated?: Instant
  /** The gate that keeps the last good edition, if one does. */
  readonly gate?: { readonly name: string; readonly detail: string; readonly since: Instant }
}

/** Somebody who is told of what is published. */
export type ReceiverStatus = {
  readonly kind: 'webhook' | 'hub'
  /** Host and port: the rest of its address may be a secret. */
  readonly host: string
  /** Events, or topics, that it is still to be told of. */
  readonly waiting: number
  /** Attempts in a row that failed; 0 where all is well. */
  readonly failures: number
  readonly since?: Instant
  readonly problem?: string
  /** When it is tried again; absent where only another change makes it. */
  readonly next?: Instant
  /** Events that it will not get any more, and when the last was given up. */
  readonly givenUp: number
  readonly gaveUpAt?: Instant
}

/** What `/-/status`, `/-/status.json` and `/-/healthz` tell. */
export type StatusReport = {
  readonly version: string
  readonly healthy: boolean
  /** Why not healthy, a sentence each; empty when healthy. */
  readonly reasons: readonly string[]
  readonly sources: readonly SourceStatus[]
  readonly sections: readonly SectionStatus[]
  readonly receivers?: readonly ReceiverStatus[]
}
