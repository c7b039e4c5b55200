import { deadSelectors } from '../article-queue.ts'
import type { Config } from '../config/config.ts'
import { sameDocumentKey } from '../config/source-url.ts'
import { failureAdvice } from '../fetch/failure-advice.ts'
import { askUrl, NEVER } from '../fetch/next-check.ts'
import { withLists } from '../lists.ts'
import type { EditionRecord } from '../model/edition.ts'
import type { Source, SourceId } from '../model/source.ts'
import type { SourceState } from '../model/source-state.ts'
import type { SourceCondition, SourceStatus, StatusReport } from '../model/status.ts'
import type { Store } from '../store/store.ts'
import { publicUrl } from '../text/public-url.ts'
import { version } from '../version.ts'
import { articlesStatus } from './articles-status.ts'
import { receiverStatuses } from './receivers.ts'

/** Failures in a row after which a source that used to answer is called failing. */
const failuresToNotice = 3

/**
 * How a source is doing. One or two failures of a source that used to answer are `waiting`: servers have bad minutes,
 * and cron should not mail for them. A page that answers and lists nothing is `silent`.
 */
export function conditionOf(state: SourceState | undefined): SourceCondition {
  if (state === undefined) return 'new'
  if (state.failures === 0) return state.firstSuccessAt === undefined ? 'new' : state.isEmpty === true ? 'silent' : 'ok'
  if (state.nextDueAt === NEVER) return 'gone'
  if (state.firstSuccessAt === undefined || state.failures >= failuresToNotice) return 'failing'
  return 'waiting'
}

/** What the store knows of the configured sources and sections, for people; with what else is wrong. */
export async function statusReport(
  configured: Config,
  store: Store,
  troubles: readonly string[] = [],
): Promise<StatusReport> {
  const states = await store.readSources()
  const config = followed(configured, states)
  const records = new Map<string, EditionRecord>()
  for (const { slug } of config.sections) {
    const record = await store.readEdition(slug)
    if (record !== undefined) records.set(slug, record)
  }
  const shownIn = sectionsOf(config)
  const askers = askersOf(config.sources, states)
  const sources = config.sources.map((source) => {
    const state = states.get(source.id)
    const doubles = (askers.get(askedKey(source, state)) ?? []).filter((id) => id !== source.id)
    return sourceStatus(source, { sections: shownIn.get(source.id) ?? [], state, doubles })
  })
  const reasons = config.sections.flatMap(({ slug }) => {
    const gate = records.get(slug)?.gate
    return gate === undefined ? [] : [`section ${slug}: the last good edition stays: ${gate.name}: ${gate.detail}`]
  })
  const asked = sources.filter(({ state }) => state !== 'new')
  reasons.push(...troubles)
  if (asked.length > 0 && asked.every(({ state }) => state === 'failing' || state === 'gone')) {
    reasons.push('not one source answers')
  }
  const receivers = receiverStatuses(config, await store.readOutbox())
  return {
    version,
    healthy: reasons.length === 0,
    reasons,
    sources,
    sections: config.sections.map(({ slug, title }) => {
      const record = records.get(slug)
      return {
        slug,
        title,
        entries: record?.stories.length ?? 0,
        ...(record === undefined ? {} : { updated: record.updated }),
        ...(record?.gate === undefined ? {} : { gate: record.gate }),
      }
    }),
    ...(receivers.length === 0 ? {} : { receivers }),
  }
}

/** The configuration with what its remote lists hold; a list itself stays a member of its sections here. */
function followed(config: Config, states: ReadonlyMap<SourceId, SourceState>): Config {
  const sources = new Map(config.sources.map((source) => [source.id, source]))
  const all = withLists({ sections: config.sections, sources }, states)
  const sections = all.sections.map((section, at) => {
    const lists = config.sections[at]?.members.filter(({ sourceId }) => sources.get(sourceId)?.kind === 'list') ?? []
    return { ...section, members: [...section.members, ...lists] }
  })
  return { ...config, sections, sources: [...all.sources.values()] }
}

/** The slugs of the sections that each source is in. */
function sectionsOf({ sections }: Config): ReadonlyMap<SourceId, readonly string[]> {
  const slugs = new Map<SourceId, string[]>()
  for (const { slug, members } of sections) {
    for (const id of new Set(members.map(({ sourceId }) => sourceId))) slugs.set(id, [...(slugs.get(id) ?? []), slug])
  }
  return slugs
}

/** Which sources ask for a document: by the configuration there is one, but several may have moved to it. */
function askersOf(
  sources: readonly Source[],
  states: ReadonlyMap<SourceId, SourceState>,
): ReadonlyMap<string, readonly SourceId[]> {
  const askers = Map.groupBy(sources, (source) => askedKey(source, states.get(source.id)))
  return new Map([...askers].map(([key, those]) => [key, those.map(({ id }) => id)]))
}

function askedKey({ url }: Source, state: SourceState | undefined): string {
  return sameDocumentKey(state?.movedTo ?? url)
}

function sourceStatus(
  source: Source,
  {
    sections,
    state,
    doubles,
  }: {
    readonly sections: readonly string[]
    readonly state: SourceState | undefined
    readonly doubles: readonly SourceId[]
  },
): SourceStatus {
  const { id, name, url } = source
  const warnings = [
    ...(doubles.length === 0 ? [] : [`the same document as ${doubles.join(', ')} by now: one of them is enough`]),
    ...(state?.warnings ?? []),
    ...deadSelectors(source, state?.unmatched),
  ]
  const articles = articlesStatus(source, state)
  return {
    id,
    name: name ?? state?.title ?? id,
    url: publicUrl(url),
    sections,
    state: conditionOf(state),
    ...(state === undefined ? {} : { why: state.dueReason }),
    ...(state === undefined || state.nextDueAt === NEVER ? {} : { nextPoll: state.nextDueAt }),
    ...(state?.movedTo === undefined ? {} : { movedTo: publicUrl(state.movedTo) }),
    ...(state?.lastSuccessAt === undefined ? {} : { lastSuccess: state.lastSuccessAt }),
    ...(state?.failure === undefined
      ? {}
      : { failure: { ...state.failure, advice: failureAdvice(state.failure, askUrl(state)) } }),
    ...(warnings.length === 0 ? {} : { warnings }),
    ...(articles === undefined ? {} : { articles }),
  }
}
