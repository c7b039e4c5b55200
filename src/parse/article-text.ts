import { decodeEntities } from '../text/html-to-text.ts'
import { cleanText } from '../text/plain.ts'

/** One line of text as a reader sees it: entities that were escaped twice decoded, tags taken out. */
export function plainText(text: string): string {
  const decoded = text.includes('&') ? decodeEntities(text) : text
  const bare = decoded.includes('<') ? decoded.replace(/<\/?[a-z][^<>]*>/gi, ' ') : decoded
  return cleanText(bare.replace(/[\u200B\u00AD]/g, ''))
}

/** Letters and digits only, folded: for asking whether two texts say the same. */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}
