import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { nameOf } from '../curate/edition-entry.ts'
import { membersOf } from '../curate/sections.ts'
import type { Likeness } from '../curate/similarity.ts'
import { createLexiconShelf, type Desk, type Memory, recall } from '../desk.ts'
import { wantsArticles } from '../article-queue.ts'
import { withLists } from '../lists.ts'
import type { Entry, EntryKey } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { Section } from '../model/section.ts'
import type { SourceState } from '../model/source-state.ts'
import { createParser } from '../parse/parser.ts'
import type { Store } from '../store/store.ts'
import { htmlToText } from '../text/html-to-text.ts'
import { type Answers, answersOf, type Apart, type SectionAnswer } from '../why.ts'
import type { Context, ExitCode } from './context.ts'
import { archivedOf, type Found, findEntry } from './find-entry.ts'
import { dataFolders, openStore } from './open-store.ts'
import { type EntryText, MOST_LISTED, type Story, whyText } from './why-text.ts'

/** `warta why`: the whole story of what is named, decided again from what is stored. Works beside a running Warta. */
export async function why(subject: string, { io, clock, options }: Context): Promise<ExitCode> {
  const config = await loadConfig({ feeds: options.feeds, env: io.env })
  const warn = (message: string): void => io.stderr(`${message}\n`)
  const store = await openStore(config, { data: options.data, clock, mode: 'reader', warn })
  const parser = createParser()
  try {
    const slugs = config.sections.map(({ slug }) => slug)
    const found = await findEntry(store, slugs, subject)
    const sources = new Map(config.sources.map((source) => [source.id, source]))
    const assigned = withLists({ sections: config.sections, sources }, await store.readSources())
    const { publicFolder, site } = { publicFolder: dataFolders(options.data).public, site: config.site }
    const desk: Desk = { store, parser, site, ...assigned, publicFolder, lexicons: createLexiconShelf() }
    const memory = await recall(desk, true)
    const answers = new Map<string, Answers>()
    for (const section of concernedBy(desk, found.entries)) {
      answers.set(section.slug, await answersOf(desk, memory, section, clock.now()))
    }
    const stories = await Promise.all(
      found.entries.slice(0, MOST_LISTED).map((entry) => storyOf(desk, memory, answers, entry)),
    )
    io.stdout(
      options.json
        ? jsonLines(stories, found)
        : whyText(stories, found, { sections: desk.sections, decisions: memory.decisions }),
    )
    return 0
  } finally {
    await parser.close()
    await store.close()
  }
}

/** The sections that any of the entries could be in. */
function concernedBy({ sections }: Pick<Config, 'sections'>, entries: readonly Entry[]): readonly Section[] {
  return sections.filter((section) => {
    const members = membersOf(section, sections)
    return entries.some(({ sourceId }) => members.has(sourceId))
  })
}

async function storyOf(
  desk: Desk,
  memory: Memory,
  answers: ReadonlyMap<string, Answers>,
  entry: Entry,
): Promise<Story> {
  const { store, sources } = desk
  const publication = (await store.readPublications([entry.key])).get(entry.key)
  const sections: SectionAnswer[] = []
  for (const section of concernedBy(desk, [entry])) {
    const answer = await answers.get(section.slug)?.of(entry.key, entry.firstSeen)
    if (answer !== undefined) sections.push(answer)
  }
  const nameFor = (id: string): string => {
    const source = sources.get(id)
    return source === undefined ? id : nameOf({ source, state: memory.states.get(id) })
  }
  const id = sections.find(({ story }) => story !== undefined)?.story?.id ?? publication?.id
  const left = sections.flatMap(({ slug, reason }) => (reason === 'pushed-off' ? [slug] : []))
  const archived = id === undefined ? [] : await archivedOf(store, left, id)
  return {
    entry,
    source: nameFor(entry.sourceId),
    id,
    archivedIn: archived.map(({ slug }) => slug),
    publishedAt: publication?.at,
    sections,
    text: await textOf(desk, entry, memory.states.get(entry.sourceId)),
    others: await othersIn(store, sections, nameFor),
    decisions: memory.decisions.filter(
      (each) =>
        ('keys' in each && each.keys.includes(entry.key)) ||
        ('key' in each && each.key === entry.key) ||
        ('sourceId' in each && each.sourceId === entry.sourceId),
    ),
  }
}

async function textOf(
  { store, sources }: Desk,
  { key, url, sourceId, bodyRef }: Entry,
  state: SourceState | undefined,
): Promise<EntryText> {
  const body = await store.readBody(bodyRef)
  const of = body.own === undefined ? ('source' as const) : ('page' as const)
  const text = { of, chars: htmlToText(body.content ?? body.summary ?? '').length }
  const source = sources.get(sourceId)
  if (source === undefined || !wantsArticles(source) || url === undefined) return text
  const task = state?.articles?.[key]
  if (task !== undefined)
    return { ...text, page: { status: 'waiting', after: task.after, ...(task.why !== undefined && { why: task.why }) } }
  const refused = state?.refused?.[key]
  if (refused !== undefined) return { ...text, page: { status: 'refused', ...refused } }
  return of === 'page' ? text : { ...text, page: { status: 'not-asked' } }
}

async function othersIn(
  store: Store,
  sections: readonly SectionAnswer[],
  nameFor: (id: string) => string,
): Promise<Story['others']> {
  const keys = sections.flatMap(({ lead, story, compared }) => [
    ...(lead === undefined ? [] : [lead]),
    ...(story?.members.slice(0, MOST_LISTED + 1) ?? []),
    ...compared.flatMap(({ a, b, apart }) => [
      a,
      b,
      ...(apart?.keys ?? []),
      ...(apart?.by === 'split' ? apart.split.keys : []),
    ]),
  ])
  const entries = await store.readEntriesByKey([...new Set(keys)])
  return new Map([...entries].map(([key, { title, sourceId }]) => [key, { title, source: nameFor(sourceId) }]))
}

/** What was archived and is stored no more has a line of its own. */
function jsonLines(stories: readonly Story[], { id, entries, archived, decided }: Found): string {
  const lines: unknown[] = stories.map(({ entry, sections, others, publishedAt, text, ...story }) => ({
    ...story,
    text: textJson(text),
    publishedAt: iso(publishedAt),
    entry: { ...entry, firstSeen: iso(entry.firstSeen), changedAt: iso(entry.changedAt), bodyRef: undefined },
    sections: sections.map(({ compared, ...answer }) => ({
      ...answer,
      reason: answer.reason ?? 'published',
      compared: compared.map((likeness) => ({
        ...likeness,
        ...apartJson(likeness.apart),
        with: others.get(otherOf(likeness, entry.key)),
      })),
    })),
  }))
  if (entries.length === 0) {
    lines.push({ id, archived: archived.map(({ slug, entry }) => ({ section: slug, entry })), decisions: decided })
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

function apartJson(apart: Apart | undefined): { readonly apart?: unknown } {
  if (apart?.by !== 'split') return {}
  return { apart: { ...apart, split: { ...apart.split, at: iso(apart.split.at) } } }
}

/** Instants as RFC 3339 has them. */
function textJson({ page, ...text }: EntryText): unknown {
  if (page?.status === 'refused') return { ...text, page: { ...page, at: iso(page.at) } }
  return page?.status === 'waiting' ? { ...text, page: { ...page, after: iso(page.after) } } : { ...text, page }
}

function otherOf({ a, b }: Likeness, key: EntryKey): EntryKey {
  return a === key ? b : a
}

function iso(at: Instant | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString()
}
