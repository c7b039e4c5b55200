import { setImmediate } from 'node:timers/promises'
import type { Instant } from '../model/instant.ts'
import type { Site } from '../model/section.ts'
import type { SiteFile, StoredFile } from '../model/site-file.ts'
import { isTopicPath, topicUrl } from '../text/topic-path.ts'
import { type Answer, plainAnswer } from './answer.ts'
import { createResource, type FileResource, type Resource } from './resource.ts'
import { securityHeaders } from './security-headers.ts'
import type { Shelf } from './shelf.ts'

/** One whole edition of the site: what a path leads to. Never changed, only replaced. */
export type Generation = {
  readonly resources: ReadonlyMap<string, Resource>
  /** Those of them that are in memory, by the paths of their files. */
  readonly held: ReadonlyMap<string, FileResource>
  /** Folders asked for without their slash, and where they are. */
  readonly redirects: ReadonlyMap<string, string>
  /** For all other paths: the site's own page, where it has one. */
  readonly notFound: Answer
  /** Whether it has pictures or fonts of the operator's. */
  readonly themed: boolean
}

/**
 * A generation of these files. What did not change since `before` is taken over, with its compressed forms and its
 * Last-Modified; what did is dated `now`.
 */
export function createGeneration(
  files: readonly (SiteFile | StoredFile)[],
  { before, now, site, shelf }: { before?: Generation; now: Instant; site: Pick<Site, 'url' | 'hub'>; shelf: Shelf },
): Generation {
  const resources = new Map<string, Resource>()
  const held = new Map<string, FileResource>()
  const redirects = new Map<string, string>()
  const themed = files.some(({ path, contentType }) => path.startsWith('theme/') && OWN.test(contentType))
  for (const file of files) {
    const path = `/${file.path}`
    if ('read' in file) {
      const make = (bytes: Buffer, modifiedAt: Instant) =>
        createResource({ file, bytes, modifiedAt: wholeSecond(modifiedAt), links: linksOf(site, file.path), themed })
      resources.set(
        path,
        shelf.resource(file, make, () => plainAnswer(404)),
      )
      continue
    }
    const bytes = typeof file.body === 'string' ? Buffer.from(file.body, 'utf8') : Buffer.from(file.body)
    const folder = path.endsWith('/index.html') ? path.slice(0, -'index.html'.length) : undefined
    const last = before?.held.get(path)
    const resource =
      before?.themed === themed && last?.bytes.equals(bytes) === true
        ? last
        : createResource({
            file,
            bytes,
            modifiedAt: modificationTime(file.modifiedAt ?? now, now, last),
            links: linksOf(site, file.path),
            themed,
          })
    resources.set(path, resource)
    held.set(path, resource)
    if (folder !== undefined) {
      resources.set(folder, resource)
      if (folder !== '/') redirects.set(folder.slice(0, -1), folder)
    }
  }
  return { resources, held, redirects, notFound: notFoundAnswer(held.get('/404.html'), themed), themed }
}

/**
 * Makes a generation ready in the codings that readers of the one before asked for, one after the other: with the change of
 * generations nobody has to wait, and compressing takes one thread, not all.
 */
export async function prepareGeneration({ held }: Generation, before: Generation): Promise<void> {
  for (const [path, resource] of held) {
    const last = before.held.get(path)
    if (last === undefined || last === resource) continue
    await resource.prepare(last.codings())
    await setImmediate()
  }
}

const OWN = /^(?:image|font)\//

function notFoundAnswer(page: FileResource | undefined, themed: boolean): Answer {
  if (page === undefined) return plainAnswer(404)
  const headers = ['Content-Type', 'text/html; charset=utf-8', 'Content-Length', String(page.bytes.length)]
  return {
    status: 404,
    headers: [...headers, 'Cache-Control', 'no-store', ...securityHeaders('/', themed)],
    body: page.bytes,
  }
}

/**
 * In whole seconds, as HTTP has it, and never in the future (RFC 9110, 8.8.2.1). Two versions within one second would
 * look the same to who only sends If-Modified-Since: the second one is dated a second later.
 */
function modificationTime(at: Instant, now: Instant, last: FileResource | undefined): Instant {
  const second = wholeSecond(Math.min(at, now))
  return last === undefined || second > last.modifiedAt ? second : last.modifiedAt + 1000
}

function wholeSecond(at: Instant): Instant {
  return Math.floor(at / 1000) * 1000
}

/** For WebSub (W3C Recommendation, 4): on every topic, where a hub could fetch it. */
function linksOf({ url, hub }: Pick<Site, 'url' | 'hub'>, path: string): { self: string; hub: string } | undefined {
  if (url === undefined || hub === undefined || !isTopicPath(path)) return undefined
  return { self: topicUrl(url, path), hub }
}
