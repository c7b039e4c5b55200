import type { ArticlesStatus, ReceiverStatus, SectionStatus, SourceStatus, StatusReport } from '../model/status.ts'

type Instants = keyof SourceStatus | keyof SectionStatus | keyof ReceiverStatus | keyof ArticlesStatus

/** What is an instant, wherever in a report it stands. */
const INSTANTS: readonly string[] = [
  'lastSuccess',
  'nextPoll',
  'since',
  'updated',
  'next',
  'gaveUpAt',
  'lastRefused',
] satisfies readonly Instants[]

/** How all is going, or how one source is, for programs: instants as RFC 3339 has them. */
export function statusJson(status: StatusReport | SourceStatus): string {
  return JSON.stringify(status, (key, value: unknown) =>
    typeof value === 'number' && INSTANTS.includes(key) ? rfc3339(value) : value,
  )
}

/** Undefined for never: there is no such instant. */
function rfc3339(at: number): string | undefined {
  return Number.isFinite(at) ? new Date(at).toISOString().replace('.000Z', 'Z') : undefined
}
