import { Feed } from 'feed'
import { articleUrl, frontPage, type Publisher } from './publisher.ts'

/** A newsroom's feed, as the npm package `feed` writes it: not by Warta's own hand. */
export function publisherFeed(publisher: Publisher): { readonly body: string; readonly contentType: string } {
  const pieces = frontPage(publisher)
  const newest = Math.max(...pieces.map(({ updatedAt }) => updatedAt), 0)
  const feed = new Feed({
    id: publisher.origin,
    title: publisher.name,
    link: publisher.origin,
    language: publisher.language,
    updated: new Date(newest),
    copyright: publisher.name,
    generator: false,
  })
  for (const published of pieces) {
    const { piece, slug, at, updatedAt } = published
    feed.addItem({
      title: piece.headline,
      // What `feed` calls the date is Atom's `updated` and JSON Feed's `date_modified`; RSS has only `published`.
      id: `${publisher.origin}id/${slug}`,
      guid: `${publisher.origin}id/${slug}`,
      link: articleUrl(publisher, published),
      date: new Date(updatedAt),
      published: new Date(at),
      description: piece.summary,
      content: piece.paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n'),
      author: [{ name: piece.author }],
      category: [{ name: piece.category, term: piece.category }],
    })
  }
  if (publisher.format === 'atom') return { body: feed.atom1(), contentType: 'application/atom+xml; charset=utf-8' }
  if (publisher.format === 'json') return { body: feed.json1(), contentType: 'application/feed+json' }
  return { body: feed.rss2(), contentType: 'application/rss+xml; charset=utf-8' }
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
