import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { WorldPublisher } from './world.ts'

const titles: Readonly<Record<string, string>> = { internasional: 'Internasional', ekonomi: 'Ekonomi' }

/**
 * Writes the operator's folder for a world: `site.yaml` and a file per section, such as anybody would write them.
 * @param siteUrl where the published site will be
 */
export async function writeConfiguration(
  feeds: string,
  publishers: readonly WorldPublisher[],
  siteUrl: string,
): Promise<void> {
  await mkdir(feeds, { recursive: true })
  const hosts = [...new Set(publishers.map(({ url }) => new URL(url).host))]
  const site = {
    title: 'Kabar Dunia',
    url: siteUrl,
    contact: 'redaksi@kabar-dunia.example',
    language: 'id',
    timezone: 'Asia/Jakarta',
    // Loopback addresses are refused unless the operator lists them, here as everywhere.
    allowPrivate: hosts,
    defaults: { every: '15m', publish: 'excerpt', excerpt: 240 },
  }
  await writeFile(join(feeds, 'site.yaml'), stringify(site))
  for (const slug of new Set(publishers.map(({ section }) => section))) {
    const section = {
      title: titles[slug] ?? slug,
      language: 'id',
      sources: publishers.filter((publisher) => publisher.section === slug).map(sourceOf),
      rules: [{ drop: { title: ['prize', 'hadiah'] } }],
    }
    await writeFile(join(feeds, `${slug}.yaml`), stringify(section))
  }
}

function sourceOf({ id, name, url, kind, language, selectors, timezone, rank }: WorldPublisher) {
  const where = kind === 'page' ? { page: url, ...selectors } : { url }
  return {
    ...where,
    id,
    name,
    language,
    ...(timezone !== undefined && { timezone }),
    ...(rank !== undefined && { rank }),
  }
}
