import { type Aggregator, aggregateSource, type Outcome } from './aggregate.ts'
import type { Clock } from './clock.ts'
import { createHostLimit, hostOf } from './fetch/host-limit.ts'
import { initialState, isDue, reserve } from './fetch/next-check.ts'
import type { Instant } from './model/instant.ts'
import type { Source, SourceId } from './model/source.ts'
import type { SourceState } from './model/source-state.ts'
import { type Desk, type SectionOutcome, syndicate } from './syndicate.ts'

/** Everything a cycle works with. */
export type Newsroom = Desk &
  Aggregator & {
    readonly clock: Clock
    readonly retentionMs: number
    readonly hostGapMs: number
    /** Whether a host is in `allowPrivate` and so has no gap. */
    readonly isPrivate: (host: string) => boolean
    /** Requests under way at once. */
    readonly concurrency: number
  }

export type SourceReport = {
  readonly source: Source
  readonly outcome: Outcome
  readonly before: SourceState | undefined
  readonly after: SourceState | undefined
}

/** What one cycle came to. */
export type CycleReport = {
  readonly at: Instant
  readonly polled: readonly SourceReport[]
  readonly sections: readonly SectionOutcome[]
}

export type CycleOptions = {
  /** Poll this source though it is not due. */
  readonly only?: SourceId
  readonly signal?: AbortSignal
  readonly onPolled?: (done: number, all: number, report: SourceReport) => void
}
