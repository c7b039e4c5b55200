import type { SiteFile } from '../../../src/model/site-file.ts'
import { renderIndex, renderSection } from '../../../src/publish/render-site.ts'
import { edition, entry, site } from '../../fixtures/publish/edition.ts'

/** The whole site at its nth publication: every file says which, in its text, and new sections join as time goes on. */
export function generation(n: number): readonly SiteFile[] {
  const slugs = ['world', 'economy', ...Array.from({ length: Math.floor(n / 3) % 4 }, (_, more) => `extra-${more}`)]
  const title = `Publication ${String(n).padStart(8, '0')}`
  const editions = slugs.map((slug) =>
    edition({
      slug,
      title,
      entries: Array.from({ length: 20 }, (_, at) => entry({ id: `tag:news.example.org,2026:${slug}-${at}`, title })),
    }),
  )
  const context = { site, sections: slugs.map((slug) => ({ slug, title })), version: '1.0.0' }
  return [...editions.flatMap((each) => renderSection(each, context)), ...renderIndex(editions, context)]
}
