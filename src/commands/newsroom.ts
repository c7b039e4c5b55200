import type { Config } from '../config/config.ts'
import { createLexiconShelf } from '../desk.ts'
import { wantsArticles } from '../article-queue.ts'
import { createClient } from '../fetch/client.ts'
import { createParser } from '../parse/parser.ts'
import type { Messenger } from '../notify.ts'
import { webhookName } from '../publish/webhook.ts'
import type { Newsroom } from '../schedule.ts'
import { createInbox } from '../store/inbox.ts'
import { version } from '../version.ts'
import { COPY_WINDOW } from '../curate/similarity.ts'
import { SketchCache } from '../curate/sketch-cache.ts'
import type { Context } from './context.ts'
import { dataFolders, openStore } from './open-store.ts'

/** Requests under way at once; each host has its own limit besides. */
const concurrency = 32

/** How Warta names itself to publishers: what it is, and whom to write to. */
export function userAgent(config: Config): string {
  const where = [config.site.url, config.site.contact].filter((part) => part !== undefined)
  return where.length === 0 ? `Warta/${version}` : `Warta/${version} (+${where.join('; ')})`
}

/** All that a cycle works with, and the way to go on with another configuration. */
export type OpenNewsroom = {
  readonly newsroom: Newsroom & Messenger
  /** The same store, held all the time, with everything else as this configuration wants it. Nothing may be at work. */
  refurnish(config: Config): Promise<Newsroom & Messenger>
  close(): Promise<void>
}

/** Opens all that a cycle works with; `close` gives it back, the store's lock last. */
export async function openNewsroom(config: Config, context: Context): Promise<OpenNewsroom> {
  const { io, clock, options } = context
  const warn = (message: string): void => io.stderr(`${message}\n`)
  const store = await openStore(config, { data: options.data, clock, mode: 'owner', warn })
  const kept = { store, inbox: createInbox(dataFolders(options.data).store, store, warn) }
  let current = await furnish(config, context, kept)
  return {
    newsroom: current.newsroom,
    async refurnish(next) {
      const before = current
      current = await furnish(next, context, kept)
      await before.close()
      return current.newsroom
    },
    async close() {
      await current.close()
      await store.close()
    },
  }
}

async function furnish(
  config: Config,
  { clock, options }: Context,
  kept: Pick<Newsroom, 'store' | 'inbox'>,
): Promise<{ readonly newsroom: Newsroom & Messenger; close(): Promise<void> }> {
  const client = createClient({ userAgent: userAgent(config), allowPrivate: config.allowPrivate })
  const parser = createParser()
  const hasPages = config.sources.some((source) => wantsArticles(source) || source.kind === 'sitemap')
  const pages = hasPages ? (await import('../parse/page-parser.ts')).createPageParser() : undefined
  return {
    newsroom: {
      ...kept,
      client,
      parser,
      pages,
      robots: new Map(),
      clock,
      site: config.site,
      theme: config.theme,
      sections: config.sections,
      sources: new Map(config.sources.map((source) => [source.id, source])),
      publicFolder: dataFolders(options.data).public,
      webhooks: config.notify,
      listeners: config.notify.map(({ url, on }) => ({ name: webhookName(url), on })),
      sketches: new SketchCache(COPY_WINDOW),
      comparisons: new Map(),
      lexicons: createLexiconShelf(),
      hostGapMs: config.hostGapMs,
      hostGapGiven: config.hostGapGiven,
      concurrency,
    },
    async close() {
      await parser.close()
      await pages?.close()
      await client.close()
    },
  }
}
