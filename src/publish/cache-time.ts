/** How long a section's documents may be kept, in seconds: as often as it changes, but at most an hour. */
export function maxAgeOf(ttlMinutes: number): number {
  return Math.min(60, Math.max(5, ttlMinutes)) * 60
}

/** People press reload: a page is never old for long. In seconds. */
export const PAGE_MAX_AGE = 60
