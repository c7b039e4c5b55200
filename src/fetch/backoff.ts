const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A failure as recorded: FetchError and ParseError have this shape. */
export type Failure = {
  /** A `FetchFailure` or `ParseFailure`. */
  readonly code: string
  readonly message: string
  /** The address that failed. */
  readonly url?: string
  readonly status?: number | undefined
  readonly retryAfterMs?: number | undefined
}

/**
 * How long to leave a source alone after `failures` failures in a row, the last of them `failure`; in milliseconds,
 * before jitter.
 *
 * What passes by itself (the network, a 5xx) begins at `everyMs`, what someone must mend (4xx, a document that is no
 * feed, a certificate) at an hour; both double up to a day, so that no source is ever given up by silence. What the
 * server asks for in Retry-After counts where it is longer, up to `longestMs`.
 */
export function backoffMs(failure: Failure, failures: number, everyMs: number, longestMs: number): number {
  const first = passesByItself(failure) ? everyMs : Math.max(everyMs, HOUR_MS)
  const capMs = Math.max(DAY_MS, everyMs)
  const asked = Math.min(failure.retryAfterMs ?? 0, Math.max(longestMs, DAY_MS))
  // A server that says when is believed: that is its answer to how long, not ours.
  if (asked > 0 && (failure.code === 'rate-limited' || failure.status === 503)) return Math.max(asked, everyMs)
  const doubled = first * 2 ** Math.min(Math.max(0, failures - 1), 30)
  return Math.max(asked, Math.min(capMs, doubled))
}

function passesByItself({ code, status }: Failure): boolean {
  switch (code) {
    case 'dns':
    case 'connect':
    case 'timeout':
    case 'protocol':
    case 'encoding':
    case 'unexpected-not-modified':
      return true
    case 'http-status':
      return status !== undefined && status >= 500
    default:
      return false
  }
}
