import type { ParseError } from '../errors.ts'
import type { parseArticle, parseListing, proposeListing } from './page.ts'
import type { SitemapOptions } from './sitemap.ts'

export type ArticleOptions = Parameters<typeof parseArticle>[1]
export type ListingOptions = Parameters<typeof parseListing>[1]
export type ProposeOptions = Parameters<typeof proposeListing>[1]

/** What the page parser asks of a worker. */
export type PageJob =
  | { readonly kind: 'article'; readonly bytes: Uint8Array; readonly options: ArticleOptions }
  | { readonly kind: 'listing'; readonly bytes: Uint8Array; readonly options: ListingOptions }
  | { readonly kind: 'propose'; readonly bytes: Uint8Array; readonly options: ProposeOptions }
  | { readonly kind: 'sitemap'; readonly bytes: Uint8Array; readonly options: SitemapOptions }

/** What a worker answers: an error is taken apart, because classes do not cross threads. */
export type PageAnswer =
  | { readonly status: 'parsed'; readonly result: unknown }
  | { readonly status: 'refused'; readonly code: ParseError['code']; readonly message: string }
  | { readonly status: 'failed'; readonly message: string }

/** What only pages need is loaded with the first page. */
export async function doPageJob(job: PageJob): Promise<unknown> {
  if (job.kind === 'sitemap') return (await import('./sitemap.ts')).parseSitemap(job.bytes, job.options)
  const page = await import('./page.ts')
  if (job.kind === 'article') return page.parseArticle(job.bytes, job.options)
  return job.kind === 'listing'
    ? page.parseListing(job.bytes, job.options)
    : page.proposeListing(job.bytes, job.options)
}
