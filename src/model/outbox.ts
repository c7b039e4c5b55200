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
  /** Names of the webhooks that do not have it yet; none of them where it was taken back, and then no body either. */
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

/** How telling one receiver of one thing goes: a webhook of a section's events, which it gets in order, or a hub of a topic. */
export type Lane = Attempts & {
  /** `webhook section`, or a topic's URL. */
  readonly key: string
  /** How often in a row a webhook has refused the event that is next. */
  readonly refusals?: number
  /** Events that a webhook will not get any more, and when the last of them was given up. */
  readonly givenUp?: number
  readonly gaveUpAt?: Instant
  /** Of a topic: digest of the bytes the hub was last told of, and of those the failures are about. */
  readonly told?: string
  readonly tried?: string
}

/** A document that a hub is told of, as it is published. */
export type Topic = {
  readonly url: string
  /** Digest of its bytes. */
  readonly digest: string
}
