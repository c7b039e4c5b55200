import type { FeedItem } from '../model/feed.ts'
import { better, type FeedDraft, finishItem, newItemDraft, withOne } from './draft.ts'
import { resolveUrl } from './link.ts'
import { betterDate, writtenIn } from './modules.ts'
import { guessedText, htmlText } from './text-construct.ts'
import { attribute, childOf, childrenOf, type XmlElement } from './xml-tree.ts'

/** Where a CDF element leads: its `HREF`, or that of an `A` inside. */
function hrefOf(element: XmlElement): string | undefined {
  const inner = childOf(element, 'a')
  const written = attribute(element, 'href') || (inner === undefined ? undefined : attribute(inner, 'href'))
  return written ? resolveUrl(written, element.base) : undefined
}

/** An item of the Channel Definition Format (W3C note of 1997, section 4). */
export function readCdfItem(item: XmlElement, textChars: number): FeedItem {
  const draft = newItemDraft()
  const url = hrefOf(item)
  if (url !== undefined) {
    draft.links = withOne(draft.links, { href: url, rel: 'alternate' })
    draft.url = better(draft.url, 0, url)
  }
  const modified = attribute(item, 'lastmod') || undefined
  draft.updated = betterDate(draft.updated, 0, modified)
  for (const child of childrenOf(item)) {
    if (child.name.key === 'title') draft.title = better(draft.title, 0, guessedText(child))
    else if (child.name.key === 'abstract') draft.summary = better(draft.summary, 0, htmlText(child))
    else if (child.name.key === 'author') {
      const name = attribute(child, 'value') ?? writtenIn(child)
      if (name) draft.authors = withOne(draft.authors, { name })
    } else if (child.name.key === 'logo') draft.image = better(draft.image, 0, hrefOf(child))
  }
  return finishItem(draft, textChars)
}

/** What a CDF channel says of itself. */
export function readCdfChannel(root: XmlElement, draft: FeedDraft): void {
  const channel = childOf(root, 'channel')
  if (channel === undefined) return
  draft.url = better(draft.url, 0, hrefOf(channel))
  draft.self = better(draft.self, 0, resolveUrl(attribute(channel, 'self') ?? '', channel.base))
  const modified = attribute(channel, 'lastmod') || undefined
  draft.updated = betterDate(draft.updated, 0, modified)
  if (channel.language !== undefined) draft.language = { rank: 0, value: channel.language }
  for (const child of childrenOf(channel)) {
    if (child.name.key === 'title') draft.title = better(draft.title, 0, guessedText(child))
    else if (child.name.key === 'abstract') draft.description = better(draft.description, 0, htmlText(child))
    else if (child.name.key === 'logo') {
      const url = resolveUrl(attribute(child, 'href') ?? '', child.base)
      if (attribute(child, 'style')?.toLowerCase() === 'icon') draft.icon = better(draft.icon, 0, url)
      else draft.image = better(draft.image, 0, url)
    }
  }
}
