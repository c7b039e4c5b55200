import type { Instant } from '../model/instant.ts'
import type { Attempts } from '../model/outbox.ts'

const MINUTE_MS = 60_000
/** How long after the first, the second … failure in a row another attempt is made. */
const WAITS_MS = [1, 5, 15, 60, 180, 360].map((minutes) => minutes * MINUTE_MS)
/** Whatever a receiver asks for. */
const LONGEST_WAIT_MS = 24 * 60 * MINUTE_MS

/** Whether an attempt may be made now. A clock that was set back holds nobody up. */
export function mayAttempt({ nextAt, lastAttemptAt }: Attempts, now: Instant): boolean {
  return nextAt === undefined || now >= nextAt || (lastAttemptAt !== undefined && now < lastAttemptAt)
}

/** Another failure in a row, and when to try again. */
export function failedAgain(
  { failures, failingSince }: Attempts,
  failure: { readonly at: Instant; readonly problem: string; readonly retryAfterMs?: number | undefined },
): Attempts {
  const { at, problem, retryAfterMs = 0 } = failure
  const waitMs = WAITS_MS[Math.min(failures, WAITS_MS.length - 1)] ?? MINUTE_MS
  return {
    failures: failures + 1,
    failingSince: failingSince ?? at,
    lastAttemptAt: at,
    nextAt: at + Math.max(waitMs, Math.min(retryAfterMs, LONGEST_WAIT_MS)),
    problem,
  }
}
