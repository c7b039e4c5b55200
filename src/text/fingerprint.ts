import type { Body } from '../model/entry.ts'
import type { FeedEnclosure } from '../model/feed.ts'
import { htmlToCleanLine, htmlToText } from './html-to-text.ts'
import { cleanText } from './plain.ts'
import { shortHash } from './short-hash.ts'
import { urlKey } from './url.ts'

/** A hash of what a reader would notice changing. */
export function fingerprintOf(
  title: string,
  text: string,
  key: string | undefined,
  enclosures: readonly FeedEnclosure[],
): string {
  return shortHash([composed(title), composed(text), key ?? '', ...filesOf(enclosures)])
}

/** Characters before these stand for themselves alone in NFC, and nothing before them composes (UAX #15): most Latin texts. */
const MAYBE_DECOMPOSED = /[\u0300-\uFFFF]/

function composed(text: string): string {
  return MAYBE_DECOMPOSED.test(text) ? text.normalize('NFC') : text
}

/** Attached files as they are compared: without the signatures in their addresses. */
export function filesOf(enclosures: readonly FeedEnclosure[]): readonly string[] {
  return enclosures.map(({ url }) => urlKey(url.replace(/(\.[a-z0-9]{2,5})\?.*$/i, '$1'))).sort()
}

/** The text that a fingerprint is of: content before summary, one line. */
export function textOf({ summary, content }: Body): string {
  return htmlToCleanLine(content ?? summary ?? '')
}

/** The same text, a line for each of its paragraphs. */
export function linesOf({ summary, content }: Body): string {
  const lines = htmlToText(content ?? summary ?? '').split('\n')
  return lines.map(cleanText).join('\n')
}
