import type { Instant } from '../model/instant.ts'
import type { SourceState } from '../model/source-state.ts'
import { hostOf } from './host-limit.ts'

/** Failures that a machine without network meets wherever it asks. */
const UNREACHED: ReadonlySet<string> = new Set(['dns', 'connect', 'timeout'])
const LATELY_MS = 3_600_000
/** One or two may be down by themselves. */
const LEAST_HOSTS = 3

/** Somebody answered all the same: a name server that knows no such name, a machine that refuses. */
const ANSWERED = /\((?:ENOTFOUND|ENODATA|ECONNREFUSED|ECONNRESET)\)$/

/** Whether nobody at all answered with this failure. */
export function isUnreached(failure: { readonly code: string; readonly message: string } | undefined): boolean {
  return failure !== undefined && UNREACHED.has(failure.code) && !ANSWERED.test(failure.message)
}

/**
 * Whether it is we who are cut off: of the public hosts that were asked within the last hour there are several, and not
 * one was reached. Then what failed says nothing of those who were asked.
 */
export function isCutOff(
  states: Iterable<Pick<SourceState, 'url' | 'movedTo' | 'lastAttemptAt' | 'failures' | 'failure'>>,
  isPrivate: (url: string) => boolean,
  now: Instant,
): boolean {
  const hosts = new Set<string>()
  for (const { url, movedTo, lastAttemptAt, failures, failure } of states) {
    if (lastAttemptAt === undefined || now - lastAttemptAt > LATELY_MS || isPrivate(movedTo ?? url)) continue
    if (failures === 0 || !isUnreached(failure)) return false
    hosts.add(hostOf(movedTo ?? url))
  }
  return hosts.size >= LEAST_HOSTS
}
