import { loadConfig } from '../config/load.ts'
import type { Config } from '../config/config.ts'
import { UsageError } from '../errors.ts'
import type { Decision, EntryDecision, Hand, SourceDecision } from '../model/decision.ts'
import type { Entry } from '../model/entry.ts'
import type { Instant } from '../model/instant.ts'
import type { Store } from '../store/store.ts'
import { cleanText } from '../text/plain.ts'
import { urlKey } from '../text/url.ts'
import type { Context, ExitCode } from './context.ts'
import { decideInStore, momentsAfter, type Ordered, refuseUnknownSection } from './editor-store.ts'
import { type Found, findEntry, isAbout } from './find-entry.ts'

export type HandArgs = {
  /** A published id, an address, a guid or a key; undefined only where a source is named. */
  readonly subject: string | undefined
  readonly section?: string
  readonly until?: Instant
  readonly source?: string
  readonly undo: boolean
}

type Named = EntryDecision | SourceDecision

const DONE: Readonly<Record<Hand, string>> = { pin: 'pinned', hide: 'hidden', retract: 'retracted' }

/** `warta pin|hide|retract`: what the editor wants of one story, one entry or one source, from the next publication on. */
export async function decide(hand: Hand, args: HandArgs, context: Context): Promise<ExitCode> {
  const { io, options, clock } = context
  const config = await loadConfig({ feeds: options.feeds, env: io.env })
  refuseUnknownSection(config, args.section)
  if ((args.subject === undefined) === (args.source === undefined)) {
    throw new UsageError('name one entry, by its published id or its address, or one source')
  }
  const now = clock.now()
  if (args.until !== undefined && args.until <= now) throw new UsageError('--until: that is over already')
  const told = await decideInStore(config, context, async (store) => {
    const decisions = await store.readDecisions()
    return args.undo
      ? undo(hand, args, { store, config, decisions })
      : decideNow(hand, args, { store, config, decisions, now })
  })
  if (options.json) io.stdout(told.events.map((event) => `${JSON.stringify(event)}\n`).join(''))
  else if (!options.quiet) io.stdout(told.lines.map((line) => `${line}\n`).join(''))
  return 0
}

/** What was decided, for the store, for programs, and for people. */
type Told = Ordered & { readonly events: readonly unknown[]; readonly lines: readonly string[] }
type Work = { readonly store: Store; readonly config: Config; readonly decisions: readonly Decision[] }

async function decideNow(hand: Hand, args: HandArgs, work: Work & { now: Instant }): Promise<Told> {
  const { store, decisions, now } = work
  const moments = momentsAfter(decisions, now)
  const scope = {
    ...(args.section === undefined ? {} : { section: args.section }),
    ...(args.until === undefined ? {} : { until: args.until }),
  }
  if (args.source !== undefined) {
    await refuseUnknownSource(work, args.source)
    const decision = { kind: 'retract-source' as const, sourceId: args.source, ...scope, at: moments.next().value }
    return {
      order: { decisions: [decision], undone: [] },
      events: [decision],
      lines: [`all of ${args.source} is retracted ${scopeOf(args)}`],
    }
  }
  const found = await findEntry(store, sectionsOf(work), args.subject ?? '')
  if (found.entries.length === 0 && hand !== 'retract') {
    throw new UsageError('it is only in the archive: it can be retracted, and nothing else')
  }
  const made = (await subjectsOf(hand, store, found)).map(
    (subject): EntryDecision => ({ kind: hand, ...subject, ...scope, at: moments.next().value }),
  )
  const retracted = decisions.find(
    (each) => each.kind === 'retract' && each.section === undefined && made.some(({ key }) => key === each.key),
  )
  if (retracted !== undefined && hand !== 'retract') {
    throw new UsageError('it is retracted: take that back first, with `warta retract … --undo`')
  }
  const lines = found.entries.map(
    (entry, _, { length }) => `${titleOf(entry)}${length > 1 ? sourceOf(entry) : ''} is ${DONE[hand]} ${scopeOf(args)}`,
  )
  for (const { slug, entry } of found.archived) {
    if (hand === 'retract' && (args.section ?? slug) === slug) {
      lines.push(`${titleOf(entry)} goes from the archive of ${slug}`)
    }
  }
  return {
    order: { decisions: made, undone: [] },
    events: made,
    lines: [...lines, ...(await othersOf(store, work, found))],
  }
}

/** One decision for each entry; for a story that is only archived one for its id, which its first key is part of. */
async function subjectsOf(
  hand: Hand,
  store: Store,
  found: Found,
): Promise<readonly Pick<EntryDecision, 'key' | 'id' | 'url' | 'story'>[]> {
  const { as, id, entries, archived, decided } = found
  if (as === 'story' && id !== undefined) {
    // What archives tell of it may be of an entry that is gone.
    const isStored = (url: string) => entries.some((entry) => entry.urlKey === urlKey(url))
    const url = archived.map(({ entry }) => entry.url).find((each) => each !== undefined && !isStored(each))
    const gone = entries.length === 0 || (hand === 'retract' && url !== undefined)
    const subjects = [...entries, ...(gone ? [{ key: id, url: url ?? decided[0]?.url }] : [])]
    return subjects.map(({ key, url }) => ({ key, id, ...addressOf(url), story: true as const }))
  }
  const publications = await store.readPublications(entries.map(({ key }) => key))
  return entries.map(({ key, url }) => {
    const known = publications.get(key)?.id
    return { key, ...(known === undefined ? {} : { id: known }), ...addressOf(url) }
  })
}

function addressOf(url: string | undefined): Pick<EntryDecision, 'url'> {
  return url === undefined ? {} : { url }
}

/** Says what of the story stays when only one of its entries was named. */
async function othersOf(store: Store, work: Work, { as, entries }: Found): Promise<readonly string[]> {
  if (as === 'story') return []
  const named = new Set(entries.map(({ key }) => key))
  const records = await Promise.all(sectionsOf(work).map((slug) => store.readEdition(slug)))
  const stories = records.flatMap((record) => record?.stories ?? [])
  const ids = stories.filter(
    ({ members }) => members.some((key) => named.has(key)) && members.some((key) => !named.has(key)),
  )
  return [...new Set(ids.map(({ id }) => id))].map(
    (id) => `other copies of the story are not meant by this; the whole story is ${id}`,
  )
}

async function undo(hand: Hand, args: HandArgs, work: Work): Promise<Told> {
  const { decisions } = work
  const { subject, section } = args
  const found = subject === undefined ? undefined : await foundOrGone(work, subject)
  const keys = new Set([
    ...(found?.entries ?? []).map(({ key }) => key),
    ...(found?.id === undefined ? [] : [found.id]),
  ])
  const undone = decisions.filter((each): each is Named => {
    if ('keys' in each || each.section !== section || kindOf(each) !== hand) return false
    if ('sourceId' in each) return each.sourceId === args.source
    return keys.has(each.key) || (subject !== undefined && isAbout(each, subject))
  })
  const where = section === undefined ? '' : ` in ${section}`
  if (undone.length === 0)
    throw new UsageError(`nothing to take back: that it is ${DONE[hand]}${where} was not decided`)
  const isGone = hand === 'retract' && found?.entries.length === 0 && found.archived.length === 0
  return {
    order: { decisions: [], undone },
    events: undone.map((each) => ({ undone: each })),
    lines: [
      `${cleanText(subject ?? args.source ?? '')} is ${DONE[hand]} no more${where}`,
      ...(isGone ? ['what was taken out of an archive stays out of it'] : []),
    ],
  }
}

function kindOf(decision: Named): Hand {
  return decision.kind === 'retract-source' ? 'retract' : decision.kind
}

/** Nothing is wrong with taking back what was decided of an entry that is gone. */
async function foundOrGone(work: Work, subject: string): Promise<Found | undefined> {
  try {
    return await findEntry(work.store, sectionsOf(work), subject)
  } catch (error) {
    if (error instanceof UsageError) return undefined
    throw error
  }
}

async function refuseUnknownSource({ store, config }: Work, id: string): Promise<void> {
  const known = new Set([...config.sources.map((source) => source.id), ...(await store.readSources()).keys()])
  if (!known.has(id)) throw new UsageError(`no source ${id}; there are: ${[...known].join(', ')}`)
}

function sectionsOf({ config }: Work): readonly string[] {
  return config.sections.map(({ slug }) => slug)
}

function titleOf({ title }: Pick<Entry, 'title'>): string {
  return `“${cleanText(title)}”`
}

function sourceOf({ sourceId }: Pick<Entry, 'sourceId'>): string {
  return ` (${cleanText(sourceId)})`
}

function scopeOf({ section, until }: HandArgs): string {
  const where = section === undefined ? 'everywhere' : `in ${section}`
  return until === undefined ? where : `${where}, until ${new Date(until).toISOString()}`
}
