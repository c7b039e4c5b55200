import type { Validators } from '../model/source-state.ts'

/** Header values that can be sent back as they came: no control characters (RFC 9110 section 5.5). */
const SENDABLE = /^[\t\x20-\x7e\x80-\xff]+$/

/** More URLs than a chain of redirects has. */
const MOST_URLS = 4

/** The conditional headers for one URL: the stored pair byte for byte, or nothing. */
export function conditionalHeaders(validators: Validators | undefined): Record<string, string> {
  const headers: Record<string, string> = {}
  if (validators?.etag !== undefined && SENDABLE.test(validators.etag)) headers['if-none-match'] = validators.etag
  if (validators?.lastModified !== undefined && SENDABLE.test(validators.lastModified)) {
    headers['if-modified-since'] = validators.lastModified
  }
  return headers
}

/** The pair a 200 brought. Opaque: `abc`, `W/"x-gzip"` and a date that is none are kept as they are. */
export function validatorsOf(header: (name: string) => string | undefined): Validators | undefined {
  const etag = header('etag')
  const lastModified = header('last-modified')
  if (!etag && !lastModified) return undefined
  return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) }
}

/** After a 304: what it brought replaces, what it left out stays (RFC 9111 section 4.3.4). */
export function refreshedValidators(stored: Validators, header: (name: string) => string | undefined): Validators {
  return { ...stored, ...validatorsOf(header) }
}

/**
 * The record with the pair of one URL replaced, or removed where the answer had none: a pair belongs to one
 * representation (RFC 9110 section 8.8). Only the URLs answered last are remembered.
 */
export function withValidators(
  record: Readonly<Record<string, Validators>>,
  url: string,
  validators: Validators | undefined,
): Readonly<Record<string, Validators>> {
  const others = Object.keys(record).filter((other) => other !== url)
  const kept: Record<string, Validators> = {}
  for (const other of others.slice(-(MOST_URLS - 1))) {
    const pair = record[other]
    if (pair !== undefined) kept[other] = pair
  }
  if (validators !== undefined) kept[url] = validators
  return kept
}
