import { createHash } from 'node:crypto'
import type { Topic } from '../model/outbox.ts'
import type { SiteFile } from '../model/site-file.ts'
import { isTopicPath, topicUrl } from '../text/topic-path.ts'

/** The files of a site with these sections (`all` included) that a hub is told of. */
export function topicUrls(base: string, slugs: readonly string[]): readonly string[] {
  return [topicUrl(base, 'index.html'), ...sectionTopicUrls(base, slugs)]
}

/** Those of the sections alone. */
export function sectionTopicUrls(base: string, slugs: readonly string[]): readonly string[] {
  const names = ['rss.xml', 'atom.xml', 'feed.json', 'index.html']
  return slugs.flatMap((slug) => names.map((name) => topicUrl(base, `${slug}/${name}`)))
}

/** The topics among rendered files, with digests of their bytes. */
export function topicsOf(files: readonly SiteFile[], base: string): readonly Topic[] {
  return files
    .filter(({ path }) => isTopicPath(path))
    .map(({ path, body }) => ({
      url: topicUrl(base, path),
      digest: createHash('sha256').update(body).digest('base64url'),
    }))
}

/** What a publisher sends to a hub: a form in UTF-8. Hubs read one of the two names of the topic, or the other. */
export function pingBody(topic: string): string {
  return new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic }).toString()
}
