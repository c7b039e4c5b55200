import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { membersOf } from '../curate/sections.ts'
import { UsageError } from '../errors.ts'
import type { Correction } from '../model/correction.ts'
import type { Entry, EntryKey } from '../model/entry.ts'
import type { Store } from '../store/store.ts'
import { cleanText } from '../text/plain.ts'
import type { Context, ExitCode } from './context.ts'
import { decideInStore, momentsAfter } from './editor-store.ts'
import { type Found, findEntry, recordsOf, storiesOf } from './find-entry.ts'

/**
 * `warta split`: what was folded is not one piece. A published id parts all of its story; an address, guid or key only
 * that entry from the rest.
 */
export async function split(subject: string, context: Context): Promise<ExitCode> {
  return correct(context, async (store, config) => {
    const found = await findEntry(store, slugsOf(config), subject)
    const pairs = await foldedPairs(store, config, found)
    if (pairs.length === 0) throw new UsageError('nothing is folded with it')
    const keys = new Set(found.entries.map(({ key }) => key))
    const others = await store.readEntriesByKey([...new Set(pairs.flat())].filter((key) => !keys.has(key)))
    return { kind: 'split', groups: pairs, entries: found.entries, from: [...others.values()] }
  })
}

/** `warta join`: these are one piece, with all that is folded with them already. */
export async function join(subjects: readonly string[], context: Context): Promise<ExitCode> {
  return correct(context, async (store, config) => {
    const entries = new Map<EntryKey, Entry>()
    const parts: Found[] = []
    for (const subject of subjects) {
      const found = await findEntry(store, slugsOf(config), subject)
      if (found.entries.length === 0) throw new UsageError(`${JSON.stringify(subject)} is only in the archive`)
      for (const entry of found.entries) entries.set(entry.key, entry)
      parts.push(found)
    }
    const all = [...entries.values()]
    refuseUnfoldable(config, all, parts)
    const keys = new Set(all.map(({ key }) => key))
    // What is one with them stays so.
    for (const record of await recordsOf(store, slugsOf(config))) {
      for (const { members } of storiesOf(record)) {
        if (members.some((key) => entries.has(key))) for (const key of members) keys.add(key)
      }
    }
    return { kind: 'join', groups: [[...keys]], entries: [...(await store.readEntriesByKey([...keys])).values()] }
  })
}

type Corrections = {
  readonly kind: Correction['kind']
  readonly groups: readonly (readonly EntryKey[])[]
  readonly entries: readonly Entry[]
  /** What those alone are parted from. */
  readonly from?: readonly Entry[]
}

async function correct(
  context: Context,
  find: (store: Store, config: Config) => Promise<Corrections>,
): Promise<ExitCode> {
  const { io, options, clock } = context
  const config = await loadConfig({ feeds: options.feeds, env: io.env })
  const { kind, order, entries, from } = await decideInStore(config, context, async (store) => {
    const made = await find(store, config)
    const moments = momentsAfter(await store.readDecisions(), clock.now())
    const decisions = made.groups.map((keys): Correction => ({ kind: made.kind, keys, at: moments.next().value }))
    return { ...made, from: made.from ?? [], order: { decisions, undone: [] } }
  })
  if (options.json) io.stdout(order.decisions.map((decision) => `${JSON.stringify(decision)}\n`).join(''))
  else if (!options.quiet) {
    const list = (some: readonly Entry[]) =>
      some.map(({ title, sourceId }) => `  “${cleanText(title)}” (${cleanText(sourceId)})\n`).join('')
    const together = kind === 'join' ? 'are one piece' : 'are not copies'
    if (from.length === 0) io.stdout(`From now on these ${together}:\n${list(entries)}`)
    else
      io.stdout(
        `From now on\n${list(entries)}${entries.length === 1 ? 'is no copy' : 'are no copies'} of\n${list(from)}`,
      )
  }
  return 0
}

/** All members of a story, none a copy of another; or one entry and each that it is folded with. */
async function foldedPairs(store: Store, config: Config, found: Found): Promise<readonly (readonly EntryKey[])[]> {
  const named = found.entries.map(({ key }) => key)
  if (found.as === 'story') return named.length > 1 ? [named] : []
  const pairs = new Map<string, EntryKey[]>()
  for (const record of await recordsOf(store, slugsOf(config))) {
    for (const { members } of storiesOf(record)) {
      for (const key of named.filter((each) => members.includes(each))) {
        for (const other of members) {
          const pair = [key, other].sort()
          if (other !== key) pairs.set(pair.join(' '), pair)
        }
      }
    }
  }
  return [...pairs.values()]
}

/** Folding happens within a section, and never for sources with `dedupe: off`. */
function refuseUnfoldable({ sections }: Config, entries: readonly Entry[], parts: readonly Found[]): void {
  const sources = [...new Set(entries.map(({ sourceId }) => sourceId))]
  if (entries.length < 2 || parts.length < 2) throw new UsageError('these are one entry already: name two')
  const ways = sections.map((section) => membersOf(section, sections))
  const together = ways.filter((members) => sources.every((id) => members.has(id)))
  if (together.length === 0)
    throw new UsageError(`no section has ${sources.join(' and ')}: copies are folded within a section`)
  const off = sources.find((id) => together.every((members) => members.get(id)?.dedupe === false))
  if (off !== undefined) throw new UsageError(`${off} has \`dedupe: off\`: nothing of it is folded`)
}

function slugsOf({ sections }: Config): readonly string[] {
  return sections.map(({ slug }) => slug)
}
