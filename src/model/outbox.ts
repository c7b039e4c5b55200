import type { Instant } from './instant.ts'

/** What can happen to an entry of a section that other programs are told of. */
export type EventKind = 'published' | 'updated' | 'retracted'

/** A program to be told of what is published. */
export type Webhook = {
  readonly url: string
  readonly on: readonly EventKind[]
  /** Signs what is sent; from the environment, never shown. */
  readonly secret: string | undefined
}

/** Something that happened to one entry of a section, kept until everybody in `to` has it. Saved with the edition that made it. */
export type OutboxEvent = {
  /** The same at each attempt: by it a receiver knows that it has the event already. */
  readonly id: string
  readonly section: string
  readonly kind: EventKind
  /** The publication. */
  readonly at: Instant
  /** Names of the webhooks that do not have it yet. */
  readonly to: readonly string[]
  /** What is sent: JSON, the same bytes at each attempt. */
  readonly body: string
}

/** How telling somebody goes: failures in a row, and what the last one was. */
export type Attempts = {
  readonly failures: number
  /** The first of these failures. */
  readonly failingSince?: Instant
  readonly lastAttemptAt?: Instant
  /** Not before. */
  readonly nextAt?: Instant
  /** The last failure, for people. */
  readonly problem?: string
}

/** One webhook's events of one section, which it gets one after the other. */
export type Lane = Attempts & {
  /** `webhook section`. */
  readonly key: string
  /** Events given up since the webhook last took one. */
  readonly givenUp: number
}

/** A document that a hub is told of. */
export type Topic = Attempts & {
  readonly url: string
  /** Digest of its bytes as they are published. */
  readonly digest: string
  /** Digest of the bytes that the hub was last told of; undefined before the first time. */
  readonly told?: string
}
