import type { Instant } from '../model/instant.ts'

/** The order in which every store hands out entries: firstSeen, then key. */
export function inOrder(
  a: { readonly firstSeen: Instant; readonly key: string },
  b: { readonly firstSeen: Instant; readonly key: string },
): number {
  return a.firstSeen - b.firstSeen || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}
